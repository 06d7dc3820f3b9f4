"""The commands `import` and `template`."""

import sys
from pathlib import Path

import click

import app.actionplan.importers  # noqa: F401  (offers the kinds of the plan)
from app.cli.command import answer, command, json_option, system_work
from app.core.errors import Refused
from app.imports.importer import Importer
from app.imports.registry import importer_for
from app.imports.run import ImportResult, Progress, run_import
from app.imports.template import csv_template, xlsx_template

_BAR = 30


@command("import")
@click.argument("kind")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Enkel nakijken en vergelijken, niets schrijven.")
@json_option
def import_command(kind: str, file: Path, dry_run: bool, as_json: bool) -> None:
    """Neem één bestand van soort KIND over: alles of niets."""
    importer = _importer(kind)
    with system_work() as work:
        result = run_import(work, importer, file, dry_run=dry_run, progress=_progress())
    if as_json:
        answer(result.as_json())
    else:
        _tell(result)
    if result.refused:
        raise SystemExit(1)


@command("template")
@click.argument("kind")
@click.option("--xlsx", is_flag=True, help="Een werkmap in plaats van CSV.")
@click.option("--output", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="Naar dit bestand.")
def template_command(kind: str, xlsx: bool, output: Path | None) -> None:
    """Maak een leeg bestand van soort KIND, met uitleg per kolom."""
    importer = _importer(kind)
    with system_work() as work:
        schema = importer.schema(work.session)
    content = xlsx_template(kind, schema) if xlsx else csv_template(schema).encode()
    if output is not None:
        output.write_bytes(content)
    elif xlsx and sys.stdout.isatty():
        raise click.UsageError("een werkmap kan niet op het scherm: geef --output BESTAND.xlsx")
    else:
        sys.stdout.buffer.write(content)


def _importer(kind: str) -> Importer:
    try:
        return importer_for(kind)
    except Refused as unknown:
        raise click.UsageError(unknown.message) from None


def _tell(result: ImportResult) -> None:
    for error in result.errors:
        place = f"rij {error.row}" + (f", kolom {error.column}" if error.column else "")
        click.echo(f"{place}: {error.message}", err=True)
    if result.refused:
        click.echo(f"{result.kind}: {len(result.errors)} fouten, niets overgenomen.", err=True)
        return
    counts = result.counts
    outcome = f"{counts.created} nieuw, {counts.updated} gewijzigd, {counts.unchanged} gelijk"
    click.echo(f"{result.kind}: {result.rows} rijen, {outcome}{' (niets geschreven)' if result.dry_run else ''}.")


def _progress() -> Progress | None:
    """A bar on standard error, on a terminal only."""
    if not sys.stderr.isatty():
        return None

    def tell(phase: str, done: int, total: int | None) -> None:
        if total is None:
            line = f"{phase}: {done} rijen"
        else:
            full = _BAR * done // max(total, 1)
            line = f"{phase}: [{'#' * full}{'.' * (_BAR - full)}] {done}/{total}"
        click.echo(f"\r{line:<70}", err=True, nl=done == total)

    return tell

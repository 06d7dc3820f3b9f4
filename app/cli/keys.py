"""The commands over the keys: check, rotate, remove what was replaced, and the restore exercise."""

import sys
from pathlib import Path
from typing import Any

import click

from app.cli.command import HouseGroup, answer, application, json_option, say, system_work
from app.crypto.key_tasks import KeyTask, TaskKind
from app.crypto.rewrapping import Progress
from app.crypto.root_files import load_root_files
from app.keys.checking import SAMPLE, KeyReport, check
from app.keys.drill import drill
from app.keys.rotation import KEEP_DAYS, remove_older, rotate
from app.root_places import open_roots
from config.settings import Settings

_BAR = 30
_REPLACED = {
    TaskKind.ROOT: "elke sleutel is opnieuw ingepakt",
    TaskKind.DATA: "elke cel is opnieuw verzegeld",
    TaskKind.SEARCH: "elk zoekteken is er opnieuw",
    TaskKind.AUDIT: "nieuwe records krijgen de nieuwe generatie; de oude blijft, om na te gaan",
}

keys = HouseGroup("keys", help="De sleutels: nakijken, vervangen, oefenen.")


@keys.command("check")
@click.option("--all", "everything", is_flag=True, help=f"Open elke cel, niet alleen {SAMPLE} rijen per tabel.")
@json_option
def check_command(everything: bool, as_json: bool) -> None:
    """Pak elke sleutel uit en open een steekproef van de verzegelde cellen."""
    with system_work() as work:
        report = check(work.vault, work.session, None if everything else SAMPLE, _progress())
        tasks = work.vault.tasks.every()
        place = work.vault.roots.describe()
    if as_json:
        answer({**report.as_json(), "roots": place, "tasks": [_as_json(task) for task in tasks]})
    else:
        click.echo(f"Wortelsleutels: {place}.")
        _tell(report)
        for task in tasks:
            click.echo(f"{task.kind} {task.from_generation} > {task.to_generation}: {task.status}.")
    _refuse_unless(report.ok, "Niet alles gaat open.")


@keys.command("rotate")
@click.argument("kind", type=click.Choice([kind.value for kind in TaskKind]))
@json_option
def rotate_command(kind: str, as_json: bool) -> None:
    """Vervang sleutels door een nieuwe generatie; een onderbroken opdracht gaat verder waar ze stopte."""
    with system_work() as work:
        task = rotate(work, TaskKind(kind), _progress())
    if as_json:
        answer(_as_json(task))
        return
    click.echo(f"{kind}: generatie {task.to_generation}, {_REPLACED[task.kind]}. Nagegaan: er rest niets op de oude.")
    if task.kind is not TaskKind.AUDIT:
        say(f"De oude generatie opent nog; `keys remove-old {kind}` vernietigt ze, vanaf {KEEP_DAYS} dagen na nu.")


@keys.command("remove-old")
@click.argument("kind", type=click.Choice([kind.value for kind in TaskKind]))
@click.option("--now", "at_once", is_flag=True, help="Ook als een reservekopie de oude sleutels nog kan nodig hebben.")
@json_option
def remove_command(kind: str, at_once: bool, as_json: bool) -> None:
    """Vernietig wat een afgewerkte vervanging overbodig maakte, na een laatste bewijs."""
    with system_work() as work:
        task = remove_older(work, TaskKind(kind), at_once=at_once)
    if as_json:
        answer(_as_json(task))
    else:
        click.echo(f"{kind}: alles van voor generatie {task.to_generation} is vernietigd ({task.done}).")


@keys.command("drill")
@click.option(
    "--keys",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Open met de wortelsleutels uit deze map, bijvoorbeeld de kopie uit de kluis.",
)
@click.option("--all", "everything", is_flag=True, help="Open elke cel van de kopie.")
@json_option
def drill_command(folder: Path | None, everything: bool, as_json: bool) -> None:
    """Oefen het terugzetten: kopieer alles, open de kopie met de wortelsleutels, verwijder haar weer."""
    settings: Settings = application().config["SETTINGS"]
    roots = load_root_files(folder) if folder else open_roots(settings)
    with system_work() as work:
        data, keystore = work.session.get_bind().engine, work.vault.keystore.engine
        work.session.rollback()
        report = drill(data, keystore, roots, settings.home, None if everything else SAMPLE, _progress())
        with work.transaction():
            outcome = "opened" if report.ok else "failed"
            work.trail.record("drill_keys", "installation", detail=f"{outcome} {report.keys.opened} cells")
    if as_json:
        answer(report.as_json())
    else:
        click.echo(f"Kopie van {sum(report.rows.values())} rijen, {report.bytes} bytes, in {report.seconds:.1f} s.")
        click.echo(f"Geopend met: {report.roots}.")
        _tell(report.keys)
        click.echo(f"Spoor: {report.records} records{'' if report.first_bad_record is None else ', NIET gaaf'}.")
        click.echo("De kopie is verwijderd.")
    _refuse_unless(report.ok, "De kopie gaat niet helemaal open.")


def _tell(report: KeyReport) -> None:
    click.echo(f"Sleutels: {report.keys}, waarvan {len(report.bad_keys)} niet opengaan.")
    click.echo(
        f"Cellen: {sum(report.headers.by_column.values())}, waarvan {report.headers.older} onder een oude sleutel. "
        f"Geopend: {report.opened} van {report.cells}."
    )
    for place in (*report.bad_keys, *report.bad_cells):
        click.echo(f"Gaat niet open: {place}", err=True)
    if report.keyless:
        say(f"{report.keyless} cellen hebben geen sleutel meer: hun houder is vernietigd, of de sleutelbank is te oud.")
    if report.strange_tokens:
        say(f"{report.strange_tokens} zoektekens zijn van een wortel die er niet meer is; draai `keys rotate search`.")


def _as_json(task: KeyTask) -> dict[str, Any]:
    return {
        "kind": task.kind.value,
        "from": task.from_generation,
        "to": task.to_generation,
        "status": task.status.value,
        "done": task.done,
        "started_at": task.started_at.isoformat(),
        "finished_at": task.finished_at.isoformat() if task.finished_at else None,
        "removed_at": task.removed_at.isoformat() if task.removed_at else None,
    }


def _refuse_unless(ok: bool, message: str) -> None:
    if not ok:
        raise click.ClickException(message)


def _progress() -> Progress:
    """A bar on standard error on a terminal; elsewhere a line for each part of the work."""
    if not sys.stderr.isatty():
        seen: set[str] = set()

        def line(part: str, done: int, total: int) -> None:
            if part not in seen or done == total > 0:
                seen.add(part)
                say(f"{part}: {done}/{total}")

        return line

    def bar(part: str, done: int, total: int) -> None:
        full = _BAR * done // max(total, 1)
        click.echo(
            f"\r{part}: [{'#' * full}{'.' * (_BAR - full)}] {done}/{total}".ljust(70), err=True, nl=done == total
        )

    return bar

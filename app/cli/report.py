"""The command `report`: the Beleidsevaluatie of a year as a file."""

import json
from collections.abc import Callable
from pathlib import Path

import click

from app.cli.command import command, say, system_work
from app.reports.build import build_report
from app.reports.exports import as_csv, as_document
from app.reports.html_file import as_html
from app.reports.model import Report

_WRITERS: dict[str, Callable[[Report], str]] = {
    "html": as_html,
    "json": lambda report: json.dumps(as_document(report), ensure_ascii=False, indent=1) + "\n",
    "csv": as_csv,
}


@command("report")
@click.option("--year", type=click.IntRange(1900, 2199), required=True, help="Jaar van de evaluatie.")
@click.option("--format", "kind", type=click.Choice(sorted(_WRITERS)), required=True, help="Soort bestand.")
@click.option("--output", type=click.Path(dir_okay=False, writable=True, path_type=Path), required=True)
def report(year: int, kind: str, output: Path) -> None:
    """Schrijf de Beleidsevaluatie van een jaar als bestand."""
    with system_work() as work:
        content = _WRITERS[kind](build_report(work.session, work.clock, year))
    output.write_text(content, encoding="utf-8")
    say(f"Beleidsevaluatie {year} geschreven.")

"""The command `report`: the Beleidsevaluatie of a year as a file."""

from pathlib import Path

import click

from app.cli.command import command, say, system_work
from app.reports.build import build_report
from app.reports.formats import FORMATS
from app.reports.publication import Audience, for_audience


@command("report")
@click.option("--year", type=click.IntRange(1900, 2199), required=True, help="Jaar van de evaluatie.")
@click.option("--format", "kind", type=click.Choice(sorted(FORMATS)), required=True, help="Soort bestand.")
@click.option("--output", type=click.Path(dir_okay=False, writable=True, path_type=Path), required=True)
@click.option(
    "--audience",
    type=click.Choice([each.value for each in Audience]),
    default=Audience.INTERNAL.value,
    help="Voor wie: public laat kleine aantallen weg.",
)
def report(year: int, kind: str, output: Path, audience: str) -> None:
    """Schrijf de Beleidsevaluatie van een jaar als bestand."""
    with system_work() as work:
        made = for_audience(build_report(work.session, work.clock, year), Audience(audience))
        content = FORMATS[kind].write(made)
    output.write_bytes(content)
    say(f"Beleidsevaluatie {year} geschreven.")

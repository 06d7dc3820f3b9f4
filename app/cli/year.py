"""The commands `close-year` and `compare`: freezing the figures of a year, and what changed since."""

from typing import Any

import click

from app.actionplan.comparing import Difference, compare_year
from app.actionplan.document import plain_figure
from app.actionplan.queries_measurement import frozen_figures, open_submission
from app.actionplan.service_close import close_year, submit_year
from app.cli.command import answer, command, in_the_name_of, json_option, say, system_work
from app.web.formatting import number

_YEAR = click.IntRange(1900, 2199)


@command("close-year")
@click.argument("year", type=_YEAR)
@click.option("--by", "email", required=True, help="E-mailadres van wie afsluit.")
@click.option("--reason", required=True, help="Waarom; bij een jaar dat al afgesloten is: wat er niet klopte.")
def close_year_command(year: int, email: str, reason: str) -> None:
    """Stel de cijfers van een jaar vast. Een jaar dat al afgesloten is, krijgt een revisie.

    Twee handen: is het jaar nog niet ingediend, dan dient het account dat dit opdracht geeft het in.
    """
    with system_work() as work, work.transaction():
        if open_submission(work.session, year) is None:
            submit_year(work, year=year, note=reason)
        with in_the_name_of(work, email) as closer:
            close = close_year(closer, year=year, reason=reason)
        frozen = [each for each in frozen_figures(work.session, year).values() if each.close_uid == close.uid]
    say(f"{year} is afgesloten, revisie {close.revision}: {len(frozen)} cijfers vastgesteld.")


@command("compare")
@click.option("--year", type=_YEAR, required=True, help="Een afgesloten jaar.")
@json_option
def compare_command(year: int, as_json: bool) -> None:
    """Toon per vastgesteld cijfer wat er sinds het afsluiten veranderde."""
    with system_work() as work:
        found = compare_year(work.session, year)
        if as_json:
            answer({"year": year, "measures": [_as_json(each) for each in found]})
            return
        for each in found:
            if not each.is_empty:
                _print(each)
        say(f"{sum(not each.is_empty for each in found)} van {len(found)} cijfers veranderden.")


def _as_json(found: Difference) -> dict[str, Any]:
    return {
        "key": found.measurement.measure_key,
        "frozen": plain_figure(found.measurement.number),
        "now": plain_figure(found.now),
        "added": found.added,
        "removed": found.removed,
        "changed": found.changed,
    }


def _print(found: Difference) -> None:
    click.echo(f"{found.measurement.measure_key}  {number(found.measurement.number)} -> {number(found.now)}")
    for sign, refs in (("+", found.added), ("-", found.removed), ("~", found.changed)):
        for ref in refs:
            click.echo(f"  {sign} {ref}")

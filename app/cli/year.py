"""The commands `close-year` and `compare`: freezing the figures of a year, and what changed since."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from app.access.work import Work
from app.actionplan.comparing import Change, Difference, changes_since, compare_year
from app.actionplan.document import plain_figure
from app.actionplan.queries_measurement import frozen_figures, open_submission
from app.actionplan.service_close import close_year, submit_year
from app.cli.command import answer, application, command, in_the_name_of, json_option, say, system_work
from app.core.errors import Refused
from app.web.formatting import datetime_nl, number
from config.settings import Settings

_YEAR = click.IntRange(1900, 2199)


@command("close-year")
@click.argument("year", type=_YEAR)
@click.option("--by", "email", required=True, help="E-mailadres van wie afsluit.")
@click.option("--reason", required=True, help="Waarom; bij een jaar dat al afgesloten is: wat er niet klopte.")
@click.option("--despite", help="Waarom toch, als er nog harde bevindingen openstaan; komt in het verslag.")
def close_year_command(year: int, email: str, reason: str, despite: str | None) -> None:
    """Stel de cijfers van een jaar vast. Een jaar dat al afgesloten is, krijgt een revisie.

    Twee mensen: is het jaar nog niet ingediend, dan dient wie dit account gebruikt (REGIODOSSIER_OPERATOR) het in.
    """
    with system_work() as work, work.transaction():
        if open_submission(work.session, year) is None:
            with _submitter(work) as submitter:
                submit_year(submitter, year=year, note=reason)
        with in_the_name_of(work, email) as closer:
            close = close_year(closer, year=year, reason=reason, despite=despite)
        frozen = [each for each in frozen_figures(work.session, year).values() if each.close_uid == close.uid]
    say(f"{year} is afgesloten, revisie {close.revision}: {len(frozen)} cijfers vastgesteld.")


@contextmanager
def _submitter(work: Work) -> Iterator[Work]:
    """Who submits from the command line: the colleague who uses the account, so that two people stay two people."""
    settings: Settings = application().config["SETTINGS"]
    if settings.operator:
        with in_the_name_of(work, settings.operator) as person:
            yield person
    elif settings.is_production:
        raise Refused(
            "Dit jaar is nog niet ingediend. Laat een collega het indienen op het scherm, of zet in"
            " REGIODOSSIER_OPERATOR het e-mailadres van wie dit account gebruikt."
        )
    else:
        yield work


@command("compare")
@click.option("--year", type=_YEAR, required=True, help="Een afgesloten jaar.")
@json_option
def compare_command(year: int, as_json: bool) -> None:
    """Toon per vastgesteld cijfer wat er sinds het afsluiten veranderde."""
    with system_work() as work:
        found = compare_year(work.session, year)
        if as_json:
            changes = [_change(each) for each in changes_since(work.session, year, found)]
            answer({"year": year, "measures": [_as_json(each) for each in found], "changes": changes})
            return
        for each in found:
            if not each.is_empty:
                _print(each)
        for change in changes_since(work.session, year, found):
            click.echo(f"  {change.ref}  {datetime_nl(change.at)}  {change.by}  {change.action}")
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


def _change(change: Change) -> dict[str, str]:
    moment = change.at.isoformat(timespec="seconds").replace("+00:00", "Z")
    return {"ref": change.ref, "at": moment, "by": change.by, "action": change.action}


def _print(found: Difference) -> None:
    click.echo(f"{found.measurement.measure_key}  {number(found.measurement.number)} -> {number(found.now)}")
    for sign, refs in (("+", found.added), ("-", found.removed), ("~", found.changed)):
        for ref in refs:
            click.echo(f"  {sign} {ref}")

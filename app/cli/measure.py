"""The commands `measure` and `records`: figures computed now or frozen, and the records behind one of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import click

from app.access.work import Work
from app.actionplan.catalogue import find_measure, measures_in
from app.actionplan.document import plain_figure
from app.actionplan.evaluation import Evaluation, Number, evaluate_all, records
from app.actionplan.measures import Measure
from app.actionplan.models_measurement import Measurement
from app.actionplan.queries_measurement import frozen_figures, last_closing
from app.cli.command import answer, command, json_option, system_work
from app.core.errors import Refused
from app.core.period import Period
from app.web.formatting import number

_YEAR = click.IntRange(1900, 2199)


@command("measure")
@click.option("--year", type=_YEAR, required=True, help="Het jaar.")
@click.option("--key", help="Enkel dit cijfer.")
@click.option("--by", "dimension", metavar="DIM", help="Enkel deze uitsplitsing.")
@click.option("--frozen", is_flag=True, help="Zoals vastgesteld bij het afsluiten van het jaar.")
@json_option
def measure_command(year: int, key: str | None, dimension: str | None, frozen: bool, as_json: bool) -> None:
    """Bereken de cijfers van een jaar, nu, uit de dossiers; of toon de vastgestelde."""
    with system_work() as work:
        lines = _frozen(work, year, key) if frozen else _computed(work, year, key, dimension)
    if dimension is not None:
        lines = [_only(line, dimension) for line in lines]
    if as_json:
        computed_at = max((line.pop("computed_at") for line in lines), default=_moment(work.clock.now()))
        answer({"year": year, "computed_at": computed_at, "measures": lines})
        return
    for line in lines:
        _print(line)


def _computed(work: Work, year: int, key: str | None, dimension: str | None) -> list[dict[str, Any]]:
    wanted: Sequence[Measure] = [find_measure(work.session, key)] if key else measures_in(work.session, year)
    if dimension is not None and not any(each.dimension(dimension) for each in wanted):
        raise Refused(f"Geen cijfer heeft de uitsplitsing {dimension}.")
    found = evaluate_all(work.session, wanted, Period.of_year(year), None if dimension is None else {dimension})
    moment = _moment(work.clock.now())
    return [_as_json(each) | {"computed_at": moment} for each in found]


def _frozen(work: Work, year: int, key: str | None) -> list[dict[str, Any]]:
    """The newest frozen figures; refused for a year that was never closed."""
    if last_closing(work.session, year) is None:
        raise Refused(f"Het jaar {year} is nog niet afgesloten.")
    found = frozen_figures(work.session, year)
    if key is not None and key not in found:
        raise Refused(f"Er is geen vastgesteld cijfer {key} in {year}.")
    return [_frozen_as_json(each) for each in found.values() if key in (None, each.measure_key)]


def _only(line: dict[str, Any], dimension: str) -> dict[str, Any]:
    return line | {"by": {name: groups for name, groups in line["by"].items() if name == dimension}}


@command("records")
@click.argument("key")
@click.option("--year", type=_YEAR, required=True, help="Het jaar.")
@json_option
def records_command(key: str, year: int, as_json: bool) -> None:
    """Toon de referenties van de dossiers die een cijfer telt."""
    with system_work() as work:
        refs = records(work.session, find_measure(work.session, key), Period.of_year(year))
    if as_json:
        answer({"key": key, "year": year, "refs": refs})
        return
    for ref in refs:
        click.echo(ref)


def _as_json(found: Evaluation) -> dict[str, Any]:
    measure = found.measure
    return {
        "key": measure.key,
        "action": measure.action,
        "label": measure.label,
        "unit": measure.unit,
        "value": plain_figure(found.value),
        "numerator": found.numerator,
        "denominator": found.denominator,
        "source": measure.source,
        "by": _parts(found.by),
    }


def _frozen_as_json(found: Measurement) -> dict[str, Any]:
    return {
        "key": found.measure_key,
        "action": found.action,
        "label": found.label,
        "unit": found.unit,
        "value": plain_figure(found.number),
        "numerator": found.numerator,
        "denominator": found.denominator,
        "source": found.source,
        "by": _parts(found.by),
        "revision": found.revision,
        "definition_version": found.definition_version,
        "hash": found.hash,
        "computed_at": _moment(found.computed_at),
    }


def _parts(by: Mapping[str, Mapping[str, Number | None]]) -> dict[str, dict[str, int | float | None]]:
    return {
        dimension: {group: plain_figure(value) for group, value in groups.items()} for dimension, groups in by.items()
    }


def _moment(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds").replace("+00:00", "Z")


def _print(line: dict[str, Any]) -> None:
    click.echo(f"{line['key']}  {number(line['value'])} {line['unit']}")
    for dimension, groups in line["by"].items():
        for group, value in groups.items():
            click.echo(f"  {dimension}  {group}  {number(value)}")

"""The commands `measure` and `records`: figures computed now, and the records behind one of them."""

from decimal import Decimal
from typing import Any

import click

from app.actionplan.evaluation import Evaluation, Number, evaluate_all, records
from app.actionplan.measures import Measure
from app.actionplan.registry import all_measures
from app.cli.command import answer, command, json_option, system_work
from app.core.errors import Refused
from app.core.period import Period
from app.web.formatting import number

_YEAR = click.IntRange(1900, 2199)


@command("measure")
@click.option("--year", type=_YEAR, required=True, help="Het jaar.")
@click.option("--key", help="Enkel dit cijfer.")
@click.option("--by", "dimension", metavar="DIM", help="Enkel deze uitsplitsing.")
@json_option
def measure_command(year: int, key: str | None, dimension: str | None, as_json: bool) -> None:
    """Bereken de cijfers van een jaar, nu, uit de dossiers."""
    wanted = [_measure(key)] if key else list(all_measures())
    if dimension is not None and not any(each.dimension(dimension) for each in wanted):
        raise Refused(f"Geen cijfer heeft de uitsplitsing {dimension}.")
    with system_work() as work:
        found = evaluate_all(work.session, wanted, Period.of_year(year), None if dimension is None else {dimension})
        computed_at = work.clock.now()
    if as_json:
        moment = computed_at.isoformat(timespec="seconds").replace("+00:00", "Z")
        answer({"year": year, "computed_at": moment, "measures": [_as_json(each) for each in found]})
        return
    for each in found:
        _print(each)


@command("records")
@click.argument("key")
@click.option("--year", type=_YEAR, required=True, help="Het jaar.")
@json_option
def records_command(key: str, year: int, as_json: bool) -> None:
    """Toon de referenties van de dossiers die een cijfer telt."""
    measure = _measure(key)
    with system_work() as work:
        refs = records(work.session, measure, Period.of_year(year))
    if as_json:
        answer({"key": key, "year": year, "refs": refs})
        return
    for ref in refs:
        click.echo(ref)


def _measure(key: str) -> Measure:
    found = {each.key: each for each in all_measures()}
    if key not in found:
        raise Refused(f"Er is geen cijfer {key}. Kies uit: {', '.join(sorted(found))}.")
    return found[key]


def _as_json(found: Evaluation) -> dict[str, Any]:
    measure = found.measure
    return {
        "key": measure.key,
        "action": measure.action,
        "label": measure.label,
        "unit": measure.unit,
        "value": _plain(found.value),
        "numerator": found.numerator,
        "denominator": found.denominator,
        "source": measure.source,
        "by": {
            dimension: {group: _plain(value) for group, value in groups.items()}
            for dimension, groups in found.by.items()
        },
    }


def _plain(value: Number | None) -> int | float | None:
    return float(value) if isinstance(value, Decimal) else value


def _print(found: Evaluation) -> None:
    measure = found.measure
    click.echo(f"{measure.key}  {number(found.value)} {measure.unit}")
    for dimension, groups in found.by.items():
        for group, value in groups.items():
            click.echo(f"  {dimension}  {group}  {number(value)}")

"""The measures over what is counted by hand: one for each indicator, made from its counts."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import BigInteger, Select, func, select, type_coerce
from sqlalchemy.orm import Session

from app.actionplan.kinds import Taken
from app.actionplan.measures import COUNTER, Aggregate, Dimension, Measure
from app.actionplan.models_count import Count
from app.actionplan.models_indicator import IndicatorRule
from app.actionplan.queries_count import Counter, breakdowns, counters, places
from app.actionplan.queries_indicator import rules_of
from app.actionplan.rules_count import parts
from app.core.period import Period
from app.organisations.queries import municipality_names

PREFIX: Final = "counter."
_SCALE: Final = Decimal(10_000)
"""Counts are kept as whole ten-thousandths."""
_YEARS: Final = range(2000, 2101)
"""A counter carries the key under which every document printed it, whatever the year."""


_DEFINITION: Final = "De som van wat er geteld is ({unit}), elke telling op haar eigen dag."


def counter_measures(session: Session, period: Period | None = None, *, year: int | None = None) -> list[Measure]:
    """The measures of the indicators that have counts in a period, or ever, by the rule of its year or the newest."""
    rules = rules_of(session, period.first.year if period else year)
    return [_measure(session, counter, rules.get(counter.key)) for counter in counters(session, period)]


def _measure(session: Session, counter: Counter, rule: IndicatorRule | None) -> Measure:
    taken = rule.taken if rule else Taken.SUM
    written = breakdowns(session, counter.indicator_uid)
    dimensions = list(dict.fromkeys(name for text in written for name, _ in parts(text)))
    place = (Dimension("municipality", "Gemeente", "municipality", labels=municipality_names),)
    return Measure(
        key=PREFIX + counter.key,
        action=counter.action,
        label=counter.label,
        unit=counter.unit,
        definition=rule.definition if rule else _DEFINITION.format(unit=counter.unit),
        select=_counts_of(counter, taken),
        dimensions=(
            *(place if places(session, counter.indicator_uid) else ()),
            *(_dimension(name, written) for name in dimensions if name != "municipality"),
        ),
        aggregate=Aggregate.MEAN if taken is Taken.VALUE else Aggregate.SUM,
        version=rule.version if rule else 1,
        divisor=_SCALE,
        decimals=None,
        published_keys=dict.fromkeys(_YEARS, counter.key),
        source=COUNTER,
        since=counter.since,
        of_people=rule.of_people if rule else True,
    )


def _counts_of(counter: Counter, taken: Taken) -> Callable[[Period], Select[Any]]:
    uid = counter.indicator_uid

    def counts(period: Period) -> Select[Any]:
        found = select(
            Count.ref.label("ref"),
            Count.uid.label("entity_uid"),
            type_coerce(Count.value, BigInteger).label("weight"),
            func.nullif(Count.municipality, "").label("municipality"),
            func.nullif(Count.breakdown, "").label("breakdown"),
        ).where(Count.indicator_uid == uid, Count.on.between(period.first, period.last))
        return found if taken is Taken.SUM else _last(found)

    return counts


def _last(found: Select[Any]) -> Select[Any]:
    """Of each place and series the last count alone."""
    turn = func.row_number().over(partition_by=(Count.municipality, Count.breakdown), order_by=Count.on.desc())
    numbered = found.add_columns(turn.label("turn")).subquery()
    return select(*(column for column in numbered.c if column.name != "turn")).where(numbered.c.turn == 1)


def _dimension(name: str, written: list[str]) -> Dimension:
    """One dimension of the breakdowns: each text folds into what it says about this dimension."""
    groups = {text: value for text in written for key, value in parts(text) if key == name}
    return Dimension(name, name.replace("_", " ").capitalize(), "breakdown", groups=lambda _: groups)

"""The measures over what is counted by hand: one for each indicator, made from its counts."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import BigInteger, Select, func, select, type_coerce
from sqlalchemy.orm import Session

from app.actionplan.measures import Dimension, Measure
from app.actionplan.models_count import Count
from app.actionplan.queries_count import Counter, breakdowns, counters, places
from app.actionplan.rules_count import parts
from app.core.period import Period
from app.organisations.queries import municipality_names

PREFIX: Final = "counter."
SOURCE: Final = "counter"
_SCALE: Final = Decimal(10_000)
"""Counts are kept as whole ten-thousandths."""
_YEARS: Final = range(2000, 2101)
"""A counter carries the key under which every document printed it, whatever the year."""


def counter_measures(session: Session, period: Period | None = None) -> list[Measure]:
    """The measures of the indicators that have counts in a period, or ever."""
    return [_measure(session, counter) for counter in counters(session, period)]


def _measure(session: Session, counter: Counter) -> Measure:
    written = breakdowns(session, counter.indicator_uid)
    dimensions = list(dict.fromkeys(name for text in written for name, _ in parts(text)))
    place = (Dimension("municipality", "Gemeente", "municipality", labels=municipality_names),)
    return Measure(
        key=PREFIX + counter.key,
        action=counter.action,
        label=counter.label,
        unit=counter.unit,
        definition=f"De som van wat er geteld is ({counter.unit}), elke telling op haar eigen dag.",
        select=_counts_of(counter),
        dimensions=(
            *(place if places(session, counter.indicator_uid) else ()),
            *(_dimension(name, written) for name in dimensions if name != "municipality"),
        ),
        divisor=_SCALE,
        decimals=None,
        published_keys=dict.fromkeys(_YEARS, counter.key),
        source=SOURCE,
    )


def _counts_of(counter: Counter) -> Callable[[Period], Select[Any]]:
    uid = counter.indicator_uid

    def counts(period: Period) -> Select[Any]:
        return select(
            Count.ref.label("ref"),
            Count.uid.label("entity_uid"),
            type_coerce(Count.value, BigInteger).label("weight"),
            func.nullif(Count.municipality, "").label("municipality"),
            func.nullif(Count.breakdown, "").label("breakdown"),
        ).where(Count.indicator_uid == uid, Count.on.between(period.first, period.last))

    return counts


def _dimension(name: str, written: list[str]) -> Dimension:
    """One dimension of the breakdowns: each text folds into what it says about this dimension."""
    groups = {text: value for text in written for key, value in parts(text) if key == name}
    return Dimension(name, name.replace("_", " ").capitalize(), "breakdown", groups=lambda _: groups)

"""Counting nights in SQL: spans cut to a period, and each (key, night) counted once however spans overlap."""

from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, case, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from app.core.period import Period
from app.core.sql import days_between

Day = ColumnElement[Any] | InstrumentedAttribute[Any]


def pick(*columns: Day) -> Select[Any]:
    """A select whose rows are of any type: what a measure gives."""
    return select(*columns)


def cut(first: Day, until: Day, period: Period) -> tuple[ColumnElement[Any], ...]:
    """The part of [first, until) in the period, as two columns `since` and `upto`; no end lasts to the last night."""
    since = case((first < period.first, literal(period.first)), else_=first)
    upto = case((until < period.after, until), else_=literal(period.after))
    return since.label("since"), upto.label("upto")


def in_period(first: Day, until: Day, period: Period) -> ColumnElement[bool]:
    """The condition that a span has a night in the period."""
    return and_(
        first <= period.last,
        until.is_(None) | ((until > period.first) & (until > first)),
    )


def once(spans: Select[Any], name: str) -> CTE:
    """The spans (key, uid, since, upto, and more) so that those of one key share no night.

    Each begins where what came before it ended; what lies wholly in earlier ones has no nights left. `nights` says
    how many are its own.
    """
    given = spans.cte(f"{name}_given")
    covered = func.max(given.c.upto).over(
        partition_by=given.c.key, order_by=(given.c.since, given.c.uid), rows=(None, -1)
    )
    seen = select(given, covered.label("covered")).cte(f"{name}_covered")
    columns = seen.c
    begins = case((columns.covered > columns.since, columns.covered), else_=columns.since)
    others = [column for column in columns if column.name not in ("since", "covered")]
    fresh = select(*others, begins.label("since")).cte(f"{name}_fresh")
    nights = case((fresh.c.since < fresh.c.upto, days_between(fresh.c.since, fresh.c.upto)), else_=0)
    return select(fresh, nights.label("nights")).cte(f"{name}_once")


def shared(one: CTE, other: CTE, name: str) -> CTE:
    """The spans that two sets have in common; where within each no night is double, neither is one here."""
    since = case((one.c.since > other.c.since, one.c.since), else_=other.c.since)
    upto = case((one.c.upto < other.c.upto, one.c.upto), else_=other.c.upto)
    return (
        select(one.c.key, since.label("since"), upto.label("upto"))
        .join_from(one, other, and_(one.c.key == other.c.key, one.c.since < other.c.upto, other.c.since < one.c.upto))
        .where(since < upto)
        .cte(name)
    )


def total(spans: CTE) -> CTE:
    """(key, nights) of spans that share no night; what lies wholly in others brings none."""
    nights = func.sum(days_between(spans.c.since, spans.c.upto)).label("nights")
    own = spans.c.since < spans.c.upto
    return select(spans.c.key, nights).where(own).group_by(spans.c.key).cte(f"{spans.name}_total")

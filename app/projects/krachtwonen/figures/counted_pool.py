"""The nights on which homes were in the pool, and what of stays and states falls into them."""

from sqlalchemy import CTE, ColumnElement, case

from app.core.period import Period
from app.core.sql import days_between
from app.projects.krachtwonen.figures.counted_nights import Day, cut, in_period, once, pick
from app.projects.krachtwonen.homes.models import Unit, UnitState
from app.projects.krachtwonen.kinds import OUT_OF_SERVICE, POOL, StayStatus
from app.projects.krachtwonen.stays.models import Stay

STAYED = (StayStatus.ARRIVED, StayStatus.LEFT)


def in_the_pool(period: Period) -> tuple[ColumnElement[bool], ...]:
    """The conditions that a home was in the pool for a night of the period."""
    return Unit.kind == POOL, in_period(Unit.in_pool_from, Unit.in_pool_to, period)


def nights_in_pool(period: Period) -> ColumnElement[int]:
    """How many nights of the period a home was in the pool."""
    return days_between(*cut(Unit.in_pool_from, Unit.in_pool_to, period))


def lived_in_pool(period: Period, name: str) -> CTE:
    """The nights on which somebody lived in a home of the pool, each once."""
    return _while_in_pool(Stay, (Stay.moved_in, Stay.moved_out), Stay.status.in_(STAYED), period, name)


def closed_in_pool(period: Period, name: str) -> CTE:
    """The nights on which a home of the pool could not be lived in, each once."""
    out_of_service = UnitState.state.in_(OUT_OF_SERVICE)
    return _while_in_pool(UnitState, (UnitState.since, UnitState.until), out_of_service, period, name)


def _while_in_pool(
    what: type[Stay] | type[UnitState], span: tuple[Day, Day], which: ColumnElement[bool], period: Period, name: str
) -> CTE:
    """The part of such spans while their home was in the pool, each night of a home once.

    A home is looked up by its key: were the homes a set to be joined, SQLite would walk all of them for each span.
    """
    since, upto = cut(*span, period)
    entered, gone = cut(Unit.in_pool_from, Unit.in_pool_to, period)
    later = case((since > entered, since), else_=entered)
    earlier = case((upto < gone, upto), else_=gone)
    spans = (
        pick(what.unit_uid.label("key"), what.uid, later.label("since"), earlier.label("upto"))
        .join_from(what, Unit, Unit.uid == what.unit_uid)
        .where(which, in_period(*span, period), *in_the_pool(period), later < earlier)
    )
    return once(spans, name)

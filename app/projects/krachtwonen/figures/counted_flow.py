"""The sets behind the figures of flow: occupancy, vacancy, length of stay, terms, exits to homes, retention."""

from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_

from app.cases.models import Case
from app.core.period import Period
from app.core.sql import days_between
from app.core.workdays import plus_months
from app.policy.models import Code
from app.projects.krachtwonen.figures.counted import exits, residents
from app.projects.krachtwonen.figures.counted_nights import Day, pick, total
from app.projects.krachtwonen.figures.counted_pool import STAYED, in_the_pool, lived_in_pool, nights_in_pool
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.kinds import MOVED, POOL
from app.projects.krachtwonen.stays.models import Stay
from app.projects.krachtwonen.stays.models_terms import Renewal

DECEASED: Final = "deceased"
YEAR: Final = 365
_LONGEST_TERM: Final = 120
_ONE = literal(1).label("weight")


def flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0).label("numerator")


def is_permanent() -> ColumnElement[bool]:
    return exists().where(
        Code.list == "exit_destination", Code.key == Stay.destination, Code.attrs["hud_group"].as_string() == "P"
    )


def occupancy_gross(period: Period) -> Select[Any]:
    """Every home of the pool with its nights in the pool (weight) and those on which it was lived in (numerator)."""
    used = total(lived_in_pool(period, "gross_lived"))
    return (
        pick(
            Unit.ref,
            Unit.organisation,
            nights_in_pool(period).label("weight"),
            func.coalesce(used.c.nights, 0).label("numerator"),
        )
        .where(*in_the_pool(period))
        .outerjoin(used, used.c.key == Unit.uid)
    )


def vacancy(period: Period) -> Select[Any]:
    """Stays that began in the period where somebody lived before, weighted with the days between the two."""
    before = func.lag(Stay.moved_out).over(partition_by=(Stay.unit_uid, Stay.place), order_by=(Stay.moved_in, Stay.uid))
    turns = (
        pick(Stay.ref, Unit.organisation, Unit.municipality, Stay.moved_in, before.label("before"))
        .join_from(Stay, Unit, Unit.uid == Stay.unit_uid)
        .where(
            Unit.kind == POOL,
            Stay.status.in_(STAYED),
            or_(Stay.moved_out.is_(None), Stay.moved_out > Stay.moved_in),
        )
        .cte("kw_turns")
    )
    columns = turns.c
    return pick(
        columns.ref,
        columns.organisation,
        columns.municipality,
        days_between(columns.before, columns.moved_in).label("weight"),
    ).where(columns.before.is_not(None), columns.moved_in.between(period.first, period.last))


def days_of_leavers(period: Period) -> Select[Any]:
    """Stays that ended in the period, weighted with all their nights."""
    return _reweighted(exits(period), days_between(Stay.moved_in, Stay.moved_out))


def days_of_residents(period: Period) -> Select[Any]:
    """Stays that ran on the last night, weighted with their nights up to and with that one."""
    return _reweighted(residents(period), days_between(Stay.moved_in, literal(period.after)))


def _reweighted(stays: Select[Any], weight: ColumnElement[Any]) -> Select[Any]:
    kept: list[Day] = [column for column in stays.selected_columns if column.name not in ("weight", "destination")]
    return stays.with_only_columns(*kept, weight.label("weight"))


def over_term(period: Period) -> Select[Any]:
    """Stays that ran on the last night; the numerator says which of them are past the term with its renewals."""
    given = (
        pick(func.count())
        .where(Renewal.stay_uid == Stay.uid, ~Renewal.is_over_term, Renewal.decided_on <= period.last)
        .scalar_subquery()
    )
    renewals, each, first = (Code.attrs[name].as_integer() for name in ("renewals", "renewal_count", "count"))
    used = case((given < renewals, given), else_=renewals)
    months = first + used * func.coalesce(each, 0)
    since = {number: literal(_began_before(period.last, number)) for number in range(1, _LONGEST_TERM + 1)}
    began = func.coalesce(Stay.term_from, Stay.moved_in)
    is_over = began <= case(since, value=months, else_=literal(date.min))
    in_force = and_(
        Code.list == "kw_term",
        Code.attrs["kind"].as_string() == Unit.kind,
        Code.attrs["unit"].as_string() == "months",
        Code.active_from <= began,
        or_(Code.active_to.is_(None), Code.active_to > began),
    )
    rated = residents(period).join(Code, in_force)
    kept: list[Day] = [column for column in rated.selected_columns if column.name != "destination"]
    return rated.with_only_columns(*kept, flag(is_over))


def _began_before(last: date, months: int) -> date:
    """The latest first night whose term of so many months is over on a day."""
    day = plus_months(last, -months) + timedelta(days=3)
    while plus_months(day, months) > last:
        day -= timedelta(days=1)
    return day


def exits_to_homes(period: Period) -> Select[Any]:
    """Households that left in the period, without deaths and moves inside the pool; the numerator: to a home."""
    left = exits(period).where(or_(Stay.destination.is_(None), Stay.destination.not_in((DECEASED, MOVED))))
    return left.add_columns(flag(is_permanent()))


def retention(period: Period) -> Select[Any]:
    """Stays that began in the year before; the numerator: after 365 days still there, or left to a home before that."""
    first, last = plus_months(period.first, -12), period.first - timedelta(days=1)
    stayed = or_(Stay.moved_out.is_(None), days_between(Stay.moved_in, Stay.moved_out) >= YEAR)
    return (
        pick(Stay.ref, Case.number, Stay.case_uid, Unit.organisation, Unit.municipality, _ONE)
        .add_columns(flag(or_(stayed, is_permanent(), Stay.destination == MOVED)))
        .join_from(Stay, Unit, Unit.uid == Stay.unit_uid)
        .outerjoin(Case, Case.uid == Stay.case_uid)
        .where(
            Unit.kind == POOL,
            Stay.status.in_(STAYED),
            Stay.moved_in.between(first, last),
            or_(Stay.moved_out.is_(None), Stay.moved_out > Stay.moved_in),
            or_(Stay.destination.is_(None), Stay.destination != DECEASED),
        )
    )

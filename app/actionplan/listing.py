"""The list behind a figure, page by page, within what its reader may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import CTE, ColumnElement, case, func, literal, null, select, true

from app.access.scope import scope
from app.access.work import Work
from app.actionplan.evaluation import Number, in_groups
from app.actionplan.measures import Measure
from app.core.period import Period

PAGE: Final = 50
PERMISSION: Final = "figure.records"
_OPENING: Final = "case.read"


@dataclass(frozen=True)
class Record:
    """One record of a list; `number` names its page, when the reader may open it."""

    ref: str
    weight: Number
    """What it counts for, in the unit of the figure."""
    number: str | None


@dataclass(frozen=True)
class RecordPage:
    """A page of the list: its rows, where the next page begins, and how many records the reader may not see."""

    rows: list[Record]
    total: int
    hidden: int
    after: str | None
    """The last ref of this page, when there is more."""


def record_page(
    work: Work,
    measure: Measure,
    period: Period,
    groups: Mapping[str, str] | None = None,
    *,
    after: str = "",
    size: int = PAGE,
) -> RecordPage:
    """The records counted, by reference, after the given one; records of others are counted, not shown."""
    counted = measure.select(period).cte("counted")
    narrowed = list(in_groups(work.session, measure, counted, groups or {}))
    visible = _visible(work, measure, counted)
    columns = counted.c
    different = func.count(func.distinct(columns.ref))
    shown = func.count(func.distinct(case((visible, columns.ref))))
    total, seen = work.session.execute(select(different, shown).where(*narrowed)).one()
    number = func.max(columns.number) if "number" in columns else null()
    organisation = func.max(columns.organisation) if "organisation" in columns else null()
    query = (
        select(columns.ref, func.sum(columns.weight), number, organisation)
        .where(visible, columns.ref > after, *narrowed)
        .group_by(columns.ref)
        .order_by(columns.ref)
        .limit(size + 1)
    )
    rows = [
        Record(ref, _in_unit(measure, int(weight)), page if _may_open(work, measure, at) else None)
        for ref, weight, page, at in work.session.execute(query)
    ]
    more = len(rows) > size
    return RecordPage(rows[:size], total, total - seen, rows[size - 1].ref if more else None)


def _in_unit(measure: Measure, weight: int) -> Number:
    return weight if measure.divisor == 1 or not measure.is_count else weight / measure.divisor


def _visible(work: Work, measure: Measure, counted: CTE) -> ColumnElement[bool]:
    if "organisation" not in counted.c:
        return true()
    return scope(work.actor, PERMISSION, literal(measure.project), counted.c.organisation)


def _may_open(work: Work, measure: Measure, organisation: str | None) -> bool:
    return bool(measure.record_endpoint) and work.actor.holds(_OPENING, measure.project, organisation)

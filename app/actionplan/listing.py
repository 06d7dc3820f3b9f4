"""The list behind a figure, page by page, within what its reader may see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import CTE, ColumnElement, case, func, literal, null, select, true

from app.access.scope import scope
from app.access.wall import through_the_gate
from app.access.work import Work, note_list
from app.actionplan.evaluation import Number, identity_of, in_groups
from app.actionplan.measures import Dimension, Measure
from app.actionplan.wording import Wording
from app.core.period import Period
from app.crypto.tombstones import certificates

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
    groups: list[str]
    """In words, what the record is in each dimension that its figure has one value of."""
    certificate: int | None = None
    """Number of the certificate, when the record was destroyed: it counts on, and there is nothing left to open."""


@dataclass(frozen=True)
class RecordPage:
    """A page of the list: its rows, where the next page begins, and how many records the reader may not see."""

    heads: list[str]
    """Names of the dimensions in the rows."""
    rows: list[Record]
    total: int
    hidden: int
    after: str | None
    """The last ref of this page, when there is more."""


@through_the_gate
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
    dimensions = _single_valued(measure, counted)
    within = (visible, columns.ref > after, *narrowed)
    rows = _with_certificates(work, counted, _rows(work, measure, counted, dimensions, within, size + 1))
    note_list(work, measure.key[:60], min(len(rows), size), groups or ())
    after_this = rows[size - 1].ref if len(rows) > size else None
    return RecordPage([each.label for each in dimensions], rows[:size], total, total - seen, after_this)


def _single_valued(measure: Measure, counted: CTE) -> tuple[Dimension, ...]:
    # A record with several rows has no one value of a dimension.
    return () if "record" in counted.c else measure.dimensions


def _rows(
    work: Work,
    measure: Measure,
    counted: CTE,
    dimensions: Sequence[Dimension],
    within: Iterable[ColumnElement[bool]],
    size: int,
) -> list[Record]:
    columns = counted.c
    number = func.max(columns.number) if "number" in columns else null()
    organisation = func.max(columns.organisation) if "organisation" in columns else null()
    values = [func.max(columns[each.column]) for each in dimensions]
    query = select(columns.ref, func.sum(columns.weight), number, organisation, *values).where(*within)
    words = [Wording(work.session, each) for each in dimensions]
    return [
        Record(
            ref,
            _in_unit(measure, int(weight)),
            page if _may_open(work, measure, at) else None,
            [wording.of_code(code) for wording, code in zip(words, codes, strict=True)],
        )
        for ref, weight, page, at, *codes in work.session.execute(
            query.group_by(columns.ref).order_by(columns.ref).limit(size)
        )
    ]


def _with_certificates(work: Work, counted: CTE, rows: list[Record]) -> list[Record]:
    query = select(counted.c.ref, identity_of(counted)).where(counted.c.ref.in_([row.ref for row in rows]))
    uids = {ref: uid for ref, uid in work.session.execute(query.distinct()) if uid is not None}
    gone = certificates(work.vault.keystore, set(uids.values()))
    numbers = {ref: gone[uid] for ref, uid in uids.items() if uid in gone}
    return [replace(row, number=None, certificate=numbers[row.ref]) if row.ref in numbers else row for row in rows]


def _in_unit(measure: Measure, weight: int) -> Number:
    return weight if measure.divisor == 1 or not measure.is_count else weight / measure.divisor


def _visible(work: Work, measure: Measure, counted: CTE) -> ColumnElement[bool]:
    if "organisation" not in counted.c:
        return true()
    return scope(work.actor, PERMISSION, literal(measure.project), counted.c.organisation)


def _may_open(work: Work, measure: Measure, organisation: str | None) -> bool:
    return bool(measure.record_endpoint) and work.actor.holds(_OPENING, measure.project, organisation)

"""Lists of cases: filtered within what the actor may see, paged by key, never counted to the end."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload

from app.access.work import Work, note_list
from app.cases.loading import visible_cases
from app.cases.models import Case, PhaseChange
from app.cases.place import NumberPlace, Place
from app.cases.rules import SILENT_AFTER_DAYS
from app.core.counting import COUNT_CAP, Count, capped
from app.crypto.sealed import load_keys

PAGE = 50
NEW_DAYS: Final = 1
"""What was opened since yesterday is new."""


class State(StrEnum):
    """Which cases a list shows; voided ones only when asked for."""

    OPEN = "open"
    CLOSED = "closed"
    SILENT = "silent"
    NEW = "new"
    ALL = "all"
    VOIDED = "voided"


class Order(StrEnum):
    """What a list is sorted by. Names cannot be: the database does not know them."""

    NEWEST = "newest"
    OLDEST = "oldest"
    NUMBER = "number"
    NUMBER_DOWN = "number_down"

    @property
    def is_down(self) -> bool:
        return self in (Order.NEWEST, Order.NUMBER_DOWN)

    @property
    def is_by_number(self) -> bool:
        return self in (Order.NUMBER, Order.NUMBER_DOWN)

    def place(self, written: str) -> Place | NumberPlace | None:
        """The place that an address names in a list of this order."""
        return NumberPlace.read(written) if self.is_by_number else Place.read(written)


@dataclass(frozen=True)
class CaseFilter:
    """What a list is narrowed to; every value may stand in an address."""

    state: State = State.OPEN
    project: str | None = None
    phase: str | None = None
    municipality: str | None = None
    worker_uid: UUID | None = None
    unassigned: bool = False
    number: str | None = None

    @property
    def criteria(self) -> list[str]:
        """The names of what is narrowed, for the trail; not to what."""
        return [each.name for each in fields(self) if getattr(self, each.name) not in (each.default, None)]


@dataclass(frozen=True)
class Page:
    """Some rows of a list in its order, and where its neighbours begin."""

    rows: Sequence[Case]
    before: Place | NumberPlace | None = None
    """Rows that come earlier end here; None on the first page."""
    after: Place | NumberPlace | None = None
    """Rows that come later begin here; None on the last page."""


def list_cases(
    work: Work,
    wanted: CaseFilter,
    *,
    after: Place | NumberPlace | None = None,
    before: Place | NumberPlace | None = None,
    size: int = PAGE,
    order: Order = Order.NEWEST,
) -> Page:
    """One page, newest contact first unless asked otherwise; reference persons and their keys come with it."""
    query = _narrowed(work, visible_cases(work), wanted).options(joinedload(Case.reference_person))
    backwards = before is not None
    down = order.is_down != backwards
    place = before or after
    if place is not None:
        query = query.where(_beyond(place, down))
    found = list(work.session.scalars(query.order_by(*_sorted(order, down)).limit(size + 1)))
    more, rows = len(found) > size, found[:size]
    note_list(work, Case.__tablename__, len(rows), wanted.criteria)
    if backwards:
        rows.reverse()
    load_keys(case.reference_person for case in rows)
    if not rows:
        return Page(rows)
    has_before = more if backwards else after is not None
    has_after = backwards or more
    return Page(
        rows,
        before=_place(rows[0], order) if has_before else None,
        after=_place(rows[-1], order) if has_after else None,
    )


def cases_to_give(work: Work, numbers: Sequence[str]) -> Sequence[Case]:
    """Those of these numbers that the actor may change and that are still open, with their reference persons."""
    query = visible_cases(work, "case.write").where(
        Case.number.in_(numbers), *_of_state(State.OPEN, work.clock.today())
    )
    found = list(work.session.scalars(query.options(joinedload(Case.reference_person)).order_by(Case.number)))
    load_keys(case.reference_person for case in found)
    return found


def count_cases(work: Work, wanted: CaseFilter, cap: int = COUNT_CAP) -> Count:
    """The number of rows of a list, counted no further than `cap`."""
    return capped(work.session, _narrowed(work, visible_cases(work), wanted), cap)


def phases_been_in(work: Work, case: Case) -> set[str]:
    """The phases that a case, opened by the caller within its scope, ever was in."""
    return set(work.session.scalars(select(PhaseChange.phase).where(PhaseChange.case_uid == case.uid)))


def silent_before(today: date) -> date:
    """A case whose newest contact lies before this day has fallen silent."""
    return today - timedelta(days=SILENT_AFTER_DAYS)


def _narrowed(work: Work, query: Select[Case], wanted: CaseFilter) -> Select[Case]:
    query = query.where(*_of_state(wanted.state, work.clock.today()))
    if wanted.project is not None:
        query = query.where(Case.project == wanted.project)
    if wanted.phase is not None:
        query = query.where(Case.phase == wanted.phase)
    if wanted.municipality is not None:
        query = query.where(Case.municipality == wanted.municipality)
    if wanted.unassigned:
        query = query.where(Case.worker_uid.is_(None))
    elif wanted.worker_uid is not None:
        query = query.where(Case.worker_uid == wanted.worker_uid)
    if wanted.number is not None:
        query = query.where(Case.number == wanted.number.strip().upper())
    return query


def _of_state(state: State, today: date) -> list[ColumnElement[bool]]:
    standing = Case.voided_on.is_(None)
    still_open = Case.closed_on.is_(None)
    conditions: dict[State, list[ColumnElement[bool]]] = {
        State.OPEN: [standing, still_open],
        State.CLOSED: [standing, Case.closed_on.is_not(None)],
        State.NEW: [standing, still_open, Case.opened_on >= today - timedelta(days=NEW_DAYS)],
        State.SILENT: [standing, still_open, Case.last_contact_on < silent_before(today)],
        State.ALL: [standing],
        State.VOIDED: [Case.voided_on.is_not(None)],
    }
    return conditions[state]


def _place(case: Case, order: Order) -> Place | NumberPlace:
    return NumberPlace(case.number) if order.is_by_number else Place(case.last_contact_on, case.uid)


def _sorted(order: Order, down: bool) -> list[ColumnElement[Any]]:
    columns = [Case.number] if order.is_by_number else [Case.last_contact_on, Case.uid]
    return [column.desc() if down else column.asc() for column in columns]


def _beyond(place: Place | NumberPlace, down: bool) -> ColumnElement[bool]:
    """What comes after the place, going down or up."""
    if isinstance(place, NumberPlace):
        return Case.number < place.number if down else Case.number > place.number
    return _older(place) if down else _newer(place)


def _older(place: Place) -> ColumnElement[bool]:
    # Spelled out, not as a row value: both engines then walk the index from this day on.
    return and_(
        Case.last_contact_on <= place.day,
        or_(Case.last_contact_on < place.day, Case.uid < place.uid),
    )


def _newer(place: Place) -> ColumnElement[bool]:
    return and_(
        Case.last_contact_on >= place.day,
        or_(Case.last_contact_on > place.day, Case.uid > place.uid),
    )

"""Everything of the planning board in a handful of queries, whatever its size."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select

from app.access.work import Work
from app.cases.models import Case
from app.cases.scope import case_scope
from app.clients.models import Person
from app.projects.krachtwonen.board.rules import Bar, BarKind, Span, Stayed, bars, spans_of_stay
from app.projects.krachtwonen.homes.models import Unit, UnitPlace, UnitState
from app.projects.krachtwonen.homes.queries import MOST_UNITS, UnitFilter, units_in
from app.projects.krachtwonen.kinds import OfferStatus, StayStatus
from app.projects.krachtwonen.stays.models import Stay
from app.projects.krachtwonen.stays.models_papers import Absence
from app.projects.krachtwonen.stays.queries_overlap import overlapping
from app.projects.krachtwonen.stays.rules import Nights
from app.projects.krachtwonen.waiting.models import Offer

Place = tuple[UUID, int]
Uids = Select[UUID]
_NAMES = (Person.uid.label("person_uid"), Person.given_name_cell, Person.family_name_cell)
_SHOWN = (BarKind.REPAIR, BarKind.BLOCKED, BarKind.CLEANING)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody with the cells of their name, still closed: a board opens them for the bars with room for initials."""

    uid: UUID
    given_name_cell: bytes | None
    family_name_cell: bytes | None


@dataclass(frozen=True, slots=True)
class Guest:
    """Whose stay or offer a bar is, as far as the actor may see the case."""

    number: str
    organisation: str
    person: Named


@dataclass(frozen=True)
class BoardRow:
    """A place of a unit with its bars."""

    unit: Unit
    place: int
    of: int
    """How many places the unit has."""
    bars: list[Bar]


@dataclass
class Board:
    """The rows in order, and who is behind the bars."""

    window: Nights
    rows: list[BoardRow] = field(default_factory=list)
    guests: dict[UUID, Guest] = field(default_factory=dict)
    is_cut: bool = False
    """Whether there are more units than a board shows."""


def board(work: Work, wanted: UnitFilter, window: Nights) -> Board:
    """The places of the units that the actor may see, night by night."""
    query = units_in(work, wanted, window.first, window.until)
    units = work.session.scalars(query).all()
    # Asked for as a condition: a list of two hundred uids in every statement is read, planned and compared anew.
    uids: Uids = query.with_only_columns(Unit.uid)
    found = Board(window, is_cut=len(units) == MOST_UNITS)
    spans: dict[Place, list[Span]] = defaultdict(list)
    everywhere: dict[UUID, list[Span]] = defaultdict(list)
    _add_stays(work, uids, window, spans, found.guests)
    _add_offers(work, uids, window, everywhere, found.guests)
    _add_states(work, uids, window, everywhere)
    places = _places(work, uids)
    for unit in units:
        outside = _outside(unit, window)
        for place in places[unit.uid]:
            row = [*spans[unit.uid, place], *everywhere[unit.uid], *outside]
            found.rows.append(BoardRow(unit, place, len(places[unit.uid]), bars(window, row)))
    return found


def _places(work: Work, uids: Uids) -> dict[UUID, list[int]]:
    found: dict[UUID, list[int]] = defaultdict(list)
    query = select(UnitPlace.unit_uid, UnitPlace.place).where(UnitPlace.unit_uid.in_(uids)).order_by(UnitPlace.place)
    for unit_uid, place in work.session.execute(query):
        found[unit_uid].append(place)
    return found


def _add_stays(
    work: Work, uids: Uids, window: Nights, spans: dict[Place, list[Span]], guests: dict[UUID, Guest]
) -> None:
    seen, there = case_scope(work, "case.read"), _there(uids, window)
    query = (
        select(
            Stay.uid,
            Stay.unit_uid,
            Stay.place,
            Stay.status,
            Stay.moved_in,
            Stay.agreed_until,
            Stay.moved_out,
            Case.number,
            Case.organisation,
            *_NAMES,
        )
        .outerjoin_from(Stay, Case, and_(Case.uid == Stay.case_uid, seen))
        .outerjoin(Person, Person.uid == Case.reference_person_uid)
        .where(there)
    )
    away, today = _absences(work, there), work.clock.today()
    for row in work.session.execute(query):
        stay = Stayed(row.uid, row.status is StayStatus.PLANNED, row.moved_in, row.agreed_until, row.moved_out)
        spans[row.unit_uid, row.place] += spans_of_stay(stay, away[row.uid], today)
        _note_guest(guests, row)


def _there(uids: Uids, window: Nights) -> ColumnElement[bool]:
    """The stays in view: until their departure, their agreed end, or as long as nobody left."""
    first = window.first
    promised = or_(Stay.agreed_until.is_(None), Stay.agreed_until > first, Stay.status == StayStatus.ARRIVED)
    lasts = or_(Stay.moved_out > first, and_(Stay.moved_out.is_(None), promised))
    return and_(Stay.unit_uid.in_(uids), Stay.status != StayStatus.NO_SHOW, Stay.moved_in < window.until, lasts)


def _absences(work: Work, there: ColumnElement[bool]) -> dict[UUID, list[Nights]]:
    found: dict[UUID, list[Nights]] = defaultdict(list)
    query = select(Absence.stay_uid, Absence.away_from, Absence.back_on)
    query = query.join(Stay, Stay.uid == Absence.stay_uid).where(there)
    for stay_uid, away_from, back_on in work.session.execute(query):
        found[stay_uid].append(Nights(away_from, back_on))
    return found


def _add_offers(
    work: Work, uids: Uids, window: Nights, spans: dict[UUID, list[Span]], guests: dict[UUID, Guest]
) -> None:
    seen = case_scope(work, "case.read")
    query = (
        select(Offer.uid, Offer.unit_uid, Offer.move_in_on, Offer.agreed_until, Case.number, Case.organisation, *_NAMES)
        .outerjoin_from(Offer, Case, and_(Case.uid == Offer.case_uid, seen))
        .outerjoin(Person, Person.uid == Case.reference_person_uid)
        .where(
            Offer.unit_uid.in_(uids),
            Offer.status == OfferStatus.OPEN,
            overlapping(Offer.move_in_on, Offer.agreed_until, window),
        )
    )
    for row in work.session.execute(query):
        spans[row.unit_uid].append(Span(BarKind.OFFER, Nights(row.move_in_on, row.agreed_until), row.uid))
        _note_guest(guests, row)


def _note_guest(guests: dict[UUID, Guest], row: Row[*tuple[Any, ...]]) -> None:
    """A row with the case and the person as columns: what the actor may not see is empty in it."""
    if row.number is not None and row.person_uid is not None:
        person = Named(row.person_uid, row.given_name_cell, row.family_name_cell)
        guests[row.uid] = Guest(row.number, row.organisation, person)


def _add_states(work: Work, uids: Uids, window: Nights, spans: dict[UUID, list[Span]]) -> None:
    query = select(UnitState.uid, UnitState.unit_uid, UnitState.state, UnitState.since, UnitState.until).where(
        UnitState.unit_uid.in_(uids), UnitState.state.in_(_SHOWN), overlapping(UnitState.since, UnitState.until, window)
    )
    for uid, unit_uid, state, since, until in work.session.execute(query):
        spans[unit_uid].append(Span(BarKind(state), Nights(since, until), uid))


def _outside(unit: Unit, window: Nights) -> list[Span]:
    found = []
    if unit.in_pool_from > window.first:
        found.append(Span(BarKind.OUTSIDE, Nights(window.first, unit.in_pool_from)))
    if unit.in_pool_to is not None and (window.until is None or unit.in_pool_to < window.until):
        found.append(Span(BarKind.OUTSIDE, Nights(max(unit.in_pool_to, window.first))))
    return found

"""What an import compares its rows with: units, situations and the nights that are taken."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.cases.models import Case
from app.clients.bulk import chunks
from app.clients.models import Person
from app.projects.krachtwonen.crisis.models import CrisisStay
from app.projects.krachtwonen.homes.models import Unit, UnitPlace
from app.projects.krachtwonen.kinds import PROJECT_KEY, Layer, StayStatus
from app.projects.krachtwonen.recovery.models import MedicalReferral
from app.projects.krachtwonen.stays.models import Presence, Stay
from app.projects.krachtwonen.stays.queries_overlap import HELD_UNTIL
from app.projects.krachtwonen.stays.rules import Nights

AT_ONCE = 500
STAY, CRISIS, MEDICAL = "stay:", "crisis:", "medical:"
"""What begins a ref, so that those of different registers are told apart; CRISIS also in `Stay.ref`."""


def unit_refs(session: Session) -> frozenset[str]:
    """What every unit is called."""
    return frozenset(session.scalars(select(Unit.ref)))


def units_by_ref(session: Session, refs: Iterable[str]) -> dict[str, Unit]:
    """The units of these names."""
    return {unit.ref: unit for unit in session.scalars(select(Unit).where(Unit.ref.in_(set(refs))))}


def situation_refs(session: Session) -> frozenset[str]:
    """The references of every situation that came from a register."""
    query = select(Case.source_ref).where(Case.project == PROJECT_KEY, Case.source_ref.is_not(None))
    return frozenset(ref for ref in session.scalars(query) if ref)


def situations_by_ref(session: Session, refs: Iterable[str | None]) -> dict[str, UUID]:
    """The cases of these references."""
    query = select(Case.source_ref, Case.uid).where(
        Case.project == PROJECT_KEY, Case.source_ref.in_({ref for ref in refs if ref})
    )
    return {ref or "": uid for ref, uid in session.execute(query)}


def places_taken(session: Session, refs: Sequence[str]) -> list[tuple[str, Nights, str, str | None, int]]:
    """(unit, nights, ref, group, place) of every stay in these units."""
    taken = []
    for some in chunks(refs, AT_ONCE):
        query = (
            select(Unit.ref, Stay.moved_in, HELD_UNTIL, Stay.ref, Stay.stay_group, Stay.place)
            .join_from(Stay, Unit, Unit.uid == Stay.unit_uid)
            .where(Unit.ref.in_(some), Stay.status != StayStatus.NO_SHOW)
        )
        for unit, first, until, ref, group, place in session.execute(query):
            taken.append((unit, Nights(first, until), _tagged(ref), group, place))
    return taken


def _tagged(ref: str) -> str:
    return ref if ref.startswith(CRISIS) else STAY + ref


def nights_of_refs(session: Session, layer: Layer, refs: Sequence[str]) -> list[tuple[str, Nights, str]]:
    """(person, nights, ref of the record) of the people with these references."""
    found = []
    record = func.coalesce(CRISIS + CrisisStay.ref, MEDICAL + MedicalReferral.ref, STAY + Stay.ref)
    for some in chunks(refs, AT_ONCE):
        query = (
            select(Person.source_ref, Presence.first_night, Presence.until, record)
            .join_from(Presence, Person, Person.uid == Presence.person_uid)
            .outerjoin(Stay, Stay.uid == Presence.stay_uid)
            .outerjoin(CrisisStay, CrisisStay.uid == Presence.uid)
            .outerjoin(MedicalReferral, MedicalReferral.presence_uid == Presence.uid)
            .where(Presence.layer == layer, Person.source_ref.in_(some))
        )
        found += [(who or "", Nights(first, until), ref or "") for who, first, until, ref in session.execute(query)]
    return found


def nights_of_persons(session: Session, layer: Layer, uids: Iterable[UUID]) -> list[Presence]:
    """Where these people sleep, ever."""
    found: list[Presence] = []
    for some in chunks(set(uids), AT_ONCE):
        query = select(Presence).where(Presence.layer == layer, Presence.person_uid.in_(some))
        found += session.scalars(query)
    return found


def place_numbers(session: Session, units: Iterable[UUID]) -> dict[UUID, list[int]]:
    """The places of these units."""
    query = select(UnitPlace).where(UnitPlace.unit_uid.in_(set(units))).order_by(UnitPlace.unit_uid, UnitPlace.place)
    numbers: dict[UUID, list[int]] = {}
    for row in session.scalars(query):
        numbers.setdefault(row.unit_uid, []).append(row.place)
    return numbers

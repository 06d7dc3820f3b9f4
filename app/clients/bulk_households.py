"""Many households at once, for imports: opened or found again, each with its picture of that day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import insert, select

from app.access.work import Work
from app.clients.bulk import chunks
from app.clients.identity import age_class, age_on
from app.clients.kinds import HouseholdType, MemberRole
from app.clients.models_household import Household, HouseholdSnapshot, Membership
from app.clients.rules import household_type
from app.core.model import table_of
from app.core.uid import new_uid

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """One registration in a register: who asked, on what day, for how many."""

    person_uid: UUID
    on: date
    adults: int
    children: int
    seeking: int | None = None
    born: date | None = None
    """Birth date of the person, when the row has it; only their class of age is kept."""
    is_known: bool = True
    """False: the register does not say who lives there; the numbers stand for somebody, the kind is unknown."""


class Registration(NamedTuple):
    """What a row became: the household, and its picture on that day."""

    household_uid: UUID
    snapshot_uid: UUID


def open_households_bulk(work: Work, rows: Sequence[HouseholdRow]) -> list[Registration]:
    """The household of each row's person, opened when there is none, with a snapshot of the declared numbers.

    The persons come from `register_persons_bulk`, which has looked at what the actor may do.
    """
    households = _current(work, {row.person_uid for row in rows})
    first_day: dict[UUID, date] = {}
    for row in rows:
        if row.person_uid not in households:
            first_day[row.person_uid] = min(row.on, first_day.get(row.person_uid, row.on))
    households |= _open(work, first_day)
    snapshots = [_snapshot_values(households[row.person_uid], row) for row in rows]
    if snapshots:
        work.session.execute(insert(table_of(HouseholdSnapshot)), snapshots)
    work.trail.record("household.open_many", "household", detail=f"{len(first_day)} new, {len(snapshots)} snapshots")
    return [Registration(values["household_uid"], values["uid"]) for values in snapshots]


def _current(work: Work, persons: Iterable[UUID]) -> dict[UUID, UUID]:
    found: dict[UUID, UUID] = {}
    for some in chunks(persons, _AT_ONCE):
        query = (
            select(Membership.person_uid, Membership.household_uid)
            .where(Membership.person_uid.in_(some), Membership.until.is_(None))
            .order_by(Membership.since, Membership.uid)
        )
        found |= {row.person_uid: row.household_uid for row in work.session.execute(query)}
    return found


def _open(work: Work, first_day: dict[UUID, date]) -> dict[UUID, UUID]:
    opened = {person: new_uid() for person in first_day}
    if not opened:
        return opened
    now = work.clock.now()
    work.session.execute(
        insert(table_of(Household)),
        [{"uid": uid, "split_from_uid": None, "created_at": now} for uid in opened.values()],
    )
    memberships = [
        {
            "uid": new_uid(),
            "household_uid": household,
            "person_uid": person,
            "role": MemberRole.REFERENCE,
            "declared_adult": None,
            "since": first_day[person],
            "until": None,
        }
        for person, household in opened.items()
    ]
    work.session.execute(insert(table_of(Membership)), memberships)
    return opened


def _snapshot_values(household: UUID, row: HouseholdRow) -> dict[str, Any]:
    return {
        "uid": new_uid(),
        "household_uid": household,
        "taken_on": row.on,
        "adults": row.adults,
        "children": row.children,
        "seeking": row.adults + row.children if row.seeking is None else row.seeking,
        "household_type": household_type(row.adults, row.children) if row.is_known else HouseholdType.UNKNOWN,
        "age_classes": {} if row.born is None else {age_class(age_on(row.born, row.on)): 1},
        "is_declared": True,
    }

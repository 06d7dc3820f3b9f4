"""Reading people and households, never beyond what the actor may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from app.access.work import Work
from app.clients import national_number
from app.clients.identity import ATTRIBUTES, Identity
from app.clients.models import Person
from app.clients.models_household import Household, HouseholdSnapshot, Membership
from app.clients.queries_rights import RESTRICTED, is_restricted
from app.clients.scope import visible
from app.core.errors import NotFound, Refused
from app.crypto.sealed import Sealed, load_keys

ADDRESS_PERMISSION = "address.protected"


def person_for(work: Work, uid: UUID, permission: str = "person.read", *, lock: bool = False) -> Person:
    """The person, when the actor holds the permission there; NotFound otherwise, whoever else may know them."""
    query = select(Person).where(Person.uid == uid, visible(work.actor, permission))
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    person = work.session.scalar(query)
    if person is None:
        raise NotFound
    if person.erased_on is not None and permission != "person.read":
        raise Refused("De gegevens van deze persoon zijn vernietigd. Er kan niets meer bij.")
    if permission == "person.write" and is_restricted(work.session, person.uid):
        raise Refused(RESTRICTED)
    return person


def unseen(person: Person) -> Identity:
    """Everything of somebody's identity for comparing in memory; nothing of it may be shown."""
    values: dict[str, Any] = {}
    for name in ATTRIBUTES:
        sealed: Sealed[Any] = getattr(Person, name)
        values[name] = sealed.open_unseen(person.uid, person.uid, getattr(person, sealed.column))
    return Identity(**values)


def masked_number(work: Work, person: Person) -> str:
    """The masked national number, or nothing; recorded as seen in that form."""
    number = Person.national_number.open_unseen(person.uid, person.uid, person.national_number_cell)
    if number:
        work.context.note(person.uid, "person.national_number_masked")
    return national_number.masked(number)


def may_read_address(work: Work, person: Person) -> bool:
    """Whether the actor may see where this person lives."""
    return not person.is_protected or work.actor.holds(ADDRESS_PERMISSION, None, person.organisation)


@dataclass(frozen=True, slots=True)
class Member:
    """One person's stay in a household."""

    membership: Membership
    person: Person
    is_visible: bool
    """Whether the actor may see this person at all; who is in a household is counted also when not."""

    @property
    def is_hidden(self) -> bool:
        """Out of sight, or a protected person who left: those who stayed behind get no way to them."""
        return not self.is_visible or (self.membership.until is not None and self.person.is_protected)


def household_for(work: Work, uid: UUID, permission: str = "person.read") -> Household:
    """The household, when somebody who is or was in it may be seen; NotFound otherwise."""
    query = (
        select(Household)
        .join(Membership, Membership.household_uid == Household.uid)
        .join(Person, Person.uid == Membership.person_uid)
        .where(Household.uid == uid, visible(work.actor, permission))
        .distinct()
    )
    household = work.session.scalar(query)
    if household is None:
        raise NotFound
    return household


def in_force(day: date) -> ColumnElement[bool]:
    """The condition that a membership holds on a day."""
    return (Membership.since <= day) & or_(Membership.until.is_(None), Membership.until > day)


def members(work: Work, household_uid: UUID) -> list[Member]:
    """Everybody who is or was in a household, keys loaded; the household itself was opened through its scope."""
    query = (
        select(Membership, Person, visible(work.actor).label("is_visible"))
        .join(Person, Person.uid == Membership.person_uid)
        .where(Membership.household_uid == household_uid)
        .order_by(Membership.since, Membership.uid)
    )
    found = [Member(membership, person, bool(seen)) for membership, person, seen in work.session.execute(query)]
    load_keys(member.person for member in found)
    return found


def members_on(work: Work, household_uid: UUID, day: date) -> list[Member]:
    """Who is in a household on a day."""
    return [
        member
        for member in members(work, household_uid)
        if member.membership.since <= day and (member.membership.until is None or member.membership.until > day)
    ]


def households_of(work: Work, person_uid: UUID, day: date) -> list[Household]:
    """The households somebody is in on a day, newest first; more than one only in co-parenting."""
    query = (
        select(Household)
        .join(Membership, Membership.household_uid == Household.uid)
        .where(Membership.person_uid == person_uid, in_force(day))
        .order_by(Membership.since.desc(), Membership.uid.desc())
    )
    return list(work.session.scalars(query))


def snapshots(work: Work, household_uid: UUID) -> list[HouseholdSnapshot]:
    """The pictures taken of a household, newest first."""
    query = (
        select(HouseholdSnapshot)
        .where(HouseholdSnapshot.household_uid == household_uid)
        .order_by(HouseholdSnapshot.taken_on.desc(), HouseholdSnapshot.uid.desc())
    )
    return list(work.session.scalars(query))

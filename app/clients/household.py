"""What can be done with a household: open, join, leave, take its picture at a registration."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from app.access.work import Work
from app.clients.kinds import MemberRole
from app.clients.models import Person
from app.clients.models_household import Household, HouseholdSnapshot, Membership
from app.clients.queries import Member, household_for, households_of, members, members_on, person_for
from app.clients.rules import Composition, Counted, composition, household_type, overlap
from app.core.errors import NotFound, Refused


def open_household(
    work: Work, *, person_uid: UUID, since: date, split_from: UUID | None = None, declared_adult: bool | None = None
) -> Household:
    """Start a household with its reference person."""
    person_for(work, person_uid, "person.write")
    household = Household(split_from_uid=split_from, created_at=work.clock.now())
    work.session.add(household)
    work.session.flush()
    work.trail.record("household.open", "household", household.uid)
    _join(work, household.uid, person_uid, MemberRole.REFERENCE, since, declared_adult)
    return household


def current_household(work: Work, *, person_uid: UUID, on: date) -> Household:
    """The household somebody is in on a day; opened with them as reference person when there is none."""
    person_for(work, person_uid, "person.write")
    known = households_of(work, person_uid, on)
    return known[0] if known else open_household(work, person_uid=person_uid, since=on)


def add_member(
    work: Work,
    *,
    household_uid: UUID,
    person_uid: UUID,
    role: MemberRole,
    since: date,
    declared_adult: bool | None = None,
) -> Membership:
    """Somebody joins the household on a day."""
    household_for(work, household_uid, "person.write")
    person_for(work, person_uid, "person.write")
    return _join(work, household_uid, person_uid, role, since, declared_adult)


def _join(
    work: Work, household_uid: UUID, person_uid: UUID, role: MemberRole, since: date, declared_adult: bool | None
) -> Membership:
    if since > work.clock.today():
        raise Refused("Kies een datum tot en met vandaag.", "since")
    _refuse_double_stay(work, household_uid, person_uid, role, since)
    if role is MemberRole.REFERENCE and _reference(work, household_uid, since) is not None:
        raise Refused("Dit gezin heeft al een referentiepersoon. Kies een andere plaats in het gezin.", "role")
    membership = Membership(
        household_uid=household_uid, person_uid=person_uid, role=role, since=since, declared_adult=declared_adult
    )
    work.session.add(membership)
    work.session.flush()
    work.trail.record("household.join", "membership", membership.uid, fields=["person_uid", "role", "since"])
    return membership


def _refuse_double_stay(work: Work, household_uid: UUID, person_uid: UUID, role: MemberRole, since: date) -> None:
    # The row of the person is the lock: two desks cannot both let somebody join.
    work.session.execute(select(Person.uid).where(Person.uid == person_uid).with_for_update())
    for other in work.session.scalars(select(Membership).where(Membership.person_uid == person_uid)):
        if not overlap(since, None, other.since, other.until):
            continue
        if other.household_uid == household_uid:
            raise Refused("Deze persoon hoort dan al bij dit gezin.", "person_uid")
        if MemberRole.CHILD_COPARENTING not in (role, other.role):
            raise Refused(
                "Deze persoon hoort op die dag nog bij een ander gezin. Noteer eerst daar het vertrek.", "person_uid"
            )


def _reference(work: Work, household_uid: UUID, day: date) -> Membership | None:
    references = work.session.scalars(
        select(Membership)
        .where(Membership.household_uid == household_uid, Membership.role == MemberRole.REFERENCE)
        .with_for_update()
    )
    return next((one for one in references if overlap(day, None, one.since, one.until)), None)


def leave_household(work: Work, *, membership_uid: UUID, until: date, successor_uid: UUID | None = None) -> Membership:
    """Somebody leaves; `until` is the first day that they no longer belong to the household.

    A reference person who leaves others behind is followed up by the member that `successor_uid` names.
    """
    membership = _membership(work, membership_uid)
    if membership.until is not None:
        raise Refused("Het vertrek van deze persoon is al genoteerd.", "until")
    if until < membership.since:
        raise Refused("Het vertrek kan niet voor de aankomst liggen.", "until")
    if until > work.clock.today():
        raise Refused("Kies een datum tot en met vandaag.", "until")
    if membership.role is MemberRole.REFERENCE:
        _hand_over(work, membership, until, successor_uid)
    membership.until = until
    work.trail.record("household.leave", "membership", membership.uid, fields=["until"])
    work.session.flush()
    return membership


def _membership(work: Work, uid: UUID) -> Membership:
    membership = work.session.scalar(
        select(Membership).where(Membership.uid == uid).with_for_update().execution_options(populate_existing=True)
    )
    if membership is None:
        raise NotFound
    household_for(work, membership.household_uid, "person.write")
    return membership


def _hand_over(work: Work, leaving: Membership, day: date, successor_uid: UUID | None) -> None:
    staying = [
        member.membership
        for member in members(work, leaving.household_uid)
        if member.membership.uid != leaving.uid and overlap(day, None, member.membership.since, member.membership.until)
    ]
    if not staying:
        return
    successor = next((one for one in staying if one.person_uid == successor_uid), None)
    if successor is None:
        raise Refused("Kies wie van de anderen nu de referentiepersoon wordt.", "successor_uid")
    follow = Membership(
        household_uid=leaving.household_uid,
        person_uid=successor.person_uid,
        role=MemberRole.REFERENCE,
        declared_adult=successor.declared_adult,
        since=max(day, successor.since),
        until=successor.until,
    )
    successor.until = follow.since
    work.session.add(follow)
    work.trail.record("household.change_role", "membership", follow.uid, fields=["role"])


def take_snapshot(
    work: Work,
    *,
    household_uid: UUID,
    on: date,
    adults: int | None = None,
    children: int | None = None,
    seeking: int | None = None,
) -> HouseholdSnapshot:
    """Freeze the household as it is on a day.

    Without numbers the members known by name are counted. With `adults` and `children` those hold, since a
    household is often larger than the names that were written down.
    """
    household_for(work, household_uid, "person.write")
    counted = composition((_counted(member) for member in members_on(work, household_uid, on)), on)
    is_declared = adults is not None or children is not None
    if is_declared:
        counted = _declared(counted, adults, children)
    if counted.persons < 1:
        raise Refused("Een gezin telt minstens één persoon.", "adults")
    wanted = counted.persons if seeking is None else seeking
    if not 0 <= wanted <= counted.persons:
        raise Refused(f"Het aantal zoekenden ligt tussen 0 en {counted.persons}.", "seeking")
    snapshot = HouseholdSnapshot(
        household_uid=household_uid,
        taken_on=on,
        adults=counted.adults,
        children=counted.children,
        seeking=wanted,
        household_type=counted.household_type,
        age_classes=counted.age_classes,
        is_declared=is_declared,
    )
    work.session.add(snapshot)
    work.session.flush()
    work.trail.record(
        "household.snapshot", "household_snapshot", snapshot.uid, fields=["adults", "children", "seeking"]
    )
    return snapshot


def _counted(member: Member) -> Counted:
    person = member.person
    born = Person.birth_date.open_unseen(person.uid, person.uid, person.birth_date_cell)
    return Counted(member.membership.role, born, member.membership.declared_adult)


def _declared(counted: Composition, adults: int | None, children: int | None) -> Composition:
    grown = counted.adults if adults is None else adults
    young = counted.children if children is None else children
    if grown < 0 or young < 0:
        raise Refused("Een aantal kan niet kleiner zijn dan nul.", "adults" if grown < 0 else "children")
    if (grown, young) == (counted.adults, counted.children):
        return counted
    return Composition(grown, young, household_type(grown, young), counted.age_classes)

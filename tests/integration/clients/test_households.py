"""Households: who is in them on a day, and pictures that stay as they were taken (BR12, C6)."""

from datetime import date

import pytest

from app.clients.household import add_member, current_household, leave_household, open_household, take_snapshot
from app.clients.kinds import HouseholdType, MemberRole
from app.clients.queries import household_for, households_of, members, members_on
from app.clients.service import correct_person
from app.core.errors import NotFound, Refused
from tests.support.clients import identity, registered

START = date(2025, 1, 1)


@pytest.fixture
def family(work):
    """A parent and a child of ten in one household: (household, parent, child)."""
    parent = registered(work, given_name="Ouder", birth_date=date(1980, 1, 1))
    child = registered(work, given_name="Kind", birth_date=date(2015, 1, 1))
    with work.transaction():
        household = open_household(work, person_uid=parent.uid, since=START)
        add_member(work, household_uid=household.uid, person_uid=child.uid, role=MemberRole.CHILD, since=START)
    return household, parent, child


def test_a_snapshot_is_not_moved_by_what_comes_after(work, family):
    household, parent, child = family
    with work.transaction():
        picture = take_snapshot(work, household_uid=household.uid, on=START)
        (kept,) = [one.membership for one in members(work, household.uid) if one.person.uid == child.uid]
        leave_household(work, membership_uid=kept.uid, until=date(2025, 6, 1))
        correct_person(
            work, person_uid=parent.uid, version=1, identity=identity(birth_date=date(2010, 1, 1)), is_protected=False
        )
        later = take_snapshot(work, household_uid=household.uid, on=date(2025, 7, 1))
    work.session.refresh(picture)
    assert (picture.adults, picture.children, picture.household_type) == (1, 1, HouseholdType.SINGLE_PARENT)
    assert picture.age_classes == {"0-17": 1, "35-49": 1}
    assert (later.adults, later.children) == (0, 1)


def test_declared_numbers_hold_over_the_names_written_down(work, family):
    household, _, _ = family
    with work.transaction():
        picture = take_snapshot(work, household_uid=household.uid, on=START, adults=2, children=3, seeking=2)
    assert (picture.adults, picture.children, picture.seeking, picture.is_declared) == (2, 3, 2, True)
    assert picture.household_type is HouseholdType.COUPLE_CHILDREN


@pytest.mark.parametrize(
    ("numbers", "field"),
    [({"adults": 0, "children": 0}, "adults"), ({"children": -1}, "children"), ({"seeking": 3}, "seeking")],
)
def test_impossible_numbers_are_refused(work, family, numbers, field):
    with pytest.raises(Refused) as refusal, work.transaction():
        take_snapshot(work, household_uid=family[0].uid, on=START, **numbers)
    assert refusal.value.field == field


def test_unknown_birth_date_counts_as_declared(work, family):
    household, _, _ = family
    unknown = registered(work, given_name="Onbekend", birth_date=None)
    with work.transaction():
        add_member(
            work, household_uid=household.uid, person_uid=unknown.uid, role=MemberRole.OTHER_RELATIVE, since=START,
            declared_adult=False,
        )  # fmt: skip
        assert take_snapshot(work, household_uid=household.uid, on=START).children == 2


def test_one_household_at_a_time_save_in_coparenting(work, family):
    _, parent, child = family
    other = registered(work, given_name="Tweede", birth_date=date(1981, 1, 1))
    with work.transaction():
        second = open_household(work, person_uid=other.uid, since=START)
    for uid in (parent.uid, child.uid):
        with pytest.raises(Refused), work.transaction():
            add_member(work, household_uid=second.uid, person_uid=uid, role=MemberRole.OTHER_RELATIVE, since=START)
    with work.transaction():
        add_member(work, household_uid=second.uid, person_uid=child.uid, role=MemberRole.CHILD_COPARENTING, since=START)
    assert len(households_of(work, child.uid, START)) == 2


def test_there_is_always_one_reference_person(work, family):
    household, parent, child = family
    other = registered(work, given_name="Nog iemand", birth_date=date(1970, 1, 1))
    with pytest.raises(Refused), work.transaction():
        add_member(work, household_uid=household.uid, person_uid=other.uid, role=MemberRole.REFERENCE, since=START)
    (first,) = [one.membership for one in members(work, household.uid) if one.person.uid == parent.uid]
    with pytest.raises(Refused) as refusal, work.transaction():
        leave_household(work, membership_uid=first.uid, until=date(2025, 6, 1))
    assert refusal.value.field == "successor_uid"
    with work.transaction():
        leave_household(work, membership_uid=first.uid, until=date(2025, 6, 1), successor_uid=child.uid)
    (left,) = members_on(work, household.uid, date(2025, 6, 1))
    assert (left.person.uid, left.membership.role) == (child.uid, MemberRole.REFERENCE)
    assert len(members_on(work, household.uid, date(2025, 5, 31))) == 2


@pytest.mark.parametrize("until", [date(2024, 12, 31), date(2026, 3, 17)])
def test_leaving_before_coming_or_in_the_future(work, family, until):
    household, _, child = family
    (kept,) = [one.membership for one in members(work, household.uid) if one.person.uid == child.uid]
    with pytest.raises(Refused), work.transaction():
        leave_household(work, membership_uid=kept.uid, until=until)


def test_current_household_is_opened_once(work):
    person = registered(work)
    with work.transaction():
        first = current_household(work, person_uid=person.uid, on=START)
        assert current_household(work, person_uid=person.uid, on=START) is first


def test_a_household_of_strangers_is_not_there(as_actor, family):
    stranger = as_actor("social_worker", None, "34027")
    with pytest.raises(NotFound):
        household_for(stranger, family[0].uid)
    with pytest.raises(NotFound):
        take_snapshot(stranger, household_uid=family[0].uid, on=START)

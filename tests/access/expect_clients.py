"""Expectations of the pages of people and households."""

from datetime import date

from sqlalchemy import select

from app.clients.household import open_household
from app.clients.models_household import Membership
from tests.access.expectations import Expect, Values
from tests.access.world import World
from tests.support.cases import add_person
from tests.support.people import HouseClient

READ, WRITE, REVEAL = "person.read", "person.write", "person.reveal"


def a_person(world: World, organisation: str, _client: HouseClient) -> Values:
    """Somebody whom that organisation wrote down."""
    with world.work() as work, work.transaction():
        return {"uid": add_person(work, organisation=organisation).uid}


def a_household(world: World, organisation: str, _client: HouseClient) -> Values:
    """The household of such a person."""
    with world.work() as work, work.transaction():
        person = add_person(work, organisation=organisation)
        return {"uid": open_household(work, person_uid=person.uid, since=date(2026, 1, 5)).uid}


def a_membership(world: World, organisation: str, client: HouseClient) -> Values:
    """That this person lives there."""
    uid = a_household(world, organisation, client)["uid"]
    with world.work() as work:
        member = work.session.scalars(select(Membership.uid).where(Membership.household_uid == uid)).one()
    return {"uid": uid, "membership_uid": member}


EXPECTED = {
    ("clients.search", "GET"): Expect(READ),
    ("clients.results", "POST"): Expect(READ, status=422),
    ("clients.show", "GET"): Expect(READ, a_person),
    ("clients.reveal", "GET"): Expect(REVEAL, a_person),
    ("clients.reveal", "POST"): Expect(REVEAL, a_person, status=422),
    ("clients.register", "GET"): Expect(WRITE),
    ("clients.register", "POST"): Expect(WRITE, status=422),
    ("clients.correct", "GET"): Expect(WRITE, a_person),
    ("clients.correct", "POST"): Expect(WRITE, a_person, status=409),
    ("clients.open_for", "POST"): Expect(WRITE, a_person, status=302),
    ("clients.household", "GET"): Expect(READ, a_household),
    ("clients.join", "GET"): Expect(WRITE, a_household),
    ("clients.join", "POST"): Expect(WRITE, a_household, status=422),
    ("clients.leave", "GET"): Expect(WRITE, a_membership),
    ("clients.leave", "POST"): Expect(WRITE, a_membership, status=422),
}

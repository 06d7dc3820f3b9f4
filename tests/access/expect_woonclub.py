"""Expectations of the pages of Woonclub."""

from datetime import date

from app.projects.woonclub.service import Intake, register
from tests.access.expectations import Expect, Values
from tests.access.world import World
from tests.support.cases import add_person
from tests.support.people import HouseClient

KEY = "woonclub"


def somebody(world: World, organisation: str, _client: HouseClient) -> Values:
    """Somebody whom that organisation wrote down."""
    with world.work() as work, work.transaction():
        return {"person_uid": add_person(work, organisation=organisation).uid}


def a_search(world: World, organisation: str, _client: HouseClient) -> Values:
    """A household in Woonclub for which that organisation is responsible."""
    intake = Intake(
        registered_on=date(2026, 3, 2),
        municipality="34022",
        situation="rent_private",
        main_reason="own_feet",
        adults=1,
        children=0,
    )
    with world.work() as work, work.transaction():
        person = add_person(work, organisation=organisation)
        return {"number": register(work, person_uid=person.uid, intake=intake, organisation=organisation).number}


EXPECTED = {
    ("woonclub.register", "GET"): Expect("case.write"),
    ("woonclub.register_person", "GET"): Expect("case.write", somebody),
    ("woonclub.register_person", "POST"): Expect("case.write", somebody, status=422),
    ("woonclub.trajectory", "GET"): Expect("case.write", a_search, project=KEY),
    ("woonclub.trajectory", "POST"): Expect("case.write", a_search, status=422, project=KEY),
    ("woonclub.home", "GET"): Expect("case.write", a_search, project=KEY),
    ("woonclub.home", "POST"): Expect("case.write", a_search, status=422, project=KEY),
}

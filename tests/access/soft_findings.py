"""A case with a soft finding, for whom may say that it is right as it stands."""

from datetime import date

from app.projects.woonclub.service import Intake, register
from tests.access.expectations import Values
from tests.access.world import World
from tests.support.cases import add_person
from tests.support.people import HouseClient


def soft_finding(world: World, organisation: str, _client: HouseClient) -> Values:
    """A household of that organisation whose main reason is not known."""
    intake = Intake(
        registered_on=date(2026, 3, 2),
        municipality="34022",
        situation="rent_private",
        main_reason="unknown",
        adults=1,
        children=0,
    )
    with world.work() as work, work.transaction():
        person = add_person(work, organisation=organisation)
        number = register(work, person_uid=person.uid, intake=intake, organisation=organisation).number
    return {"year": 2026, "finding": "woonclub.unknown_answers", "number": number}

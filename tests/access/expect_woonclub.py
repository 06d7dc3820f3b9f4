"""Expectations of the pages of Woonclub."""

from datetime import date

from app.cases.loading import case_for_change
from app.projects.woonclub.rules_rights import Judged, RightState
from app.projects.woonclub.service import Intake, register
from app.projects.woonclub.service_desk import arrive
from app.projects.woonclub.service_intake import add_goal
from app.projects.woonclub.service_lists import prepare_accelerated, register_social
from app.projects.woonclub.service_rights import judge_right
from tests.access.expectations import Builder, Expect, Values
from tests.access.world import World
from tests.support.cases import add_person
from tests.support.people import HouseClient

KEY, POINT = "woonclub", "34022"


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


def a_goal(world: World, organisation: str, client: HouseClient) -> Values:
    """A goal of such a household."""
    number = a_search(world, organisation, client)["number"]
    with world.work() as work, work.transaction():
        goal = add_goal(work, case=case_for_change(work, number), on=date(2026, 3, 3), kind="papers")
        return {"number": number, "uid": goal.uid}


def a_visit(world: World, organisation: str, client: HouseClient) -> Values:
    """Such a household is at the desk today."""
    number = a_search(world, organisation, client)["number"]
    with world.work() as work, work.transaction():
        visit = arrive(work, case=case_for_change(work, number), point=POINT)
        return {"uid": visit.uid, "end": "helped"}


def at_the_desk(world: World, organisation: str, client: HouseClient) -> Values:
    """The number of such a household, which is on the list of the day."""
    number = a_search(world, organisation, client)["number"]
    with world.work() as work, work.transaction():
        arrive(work, case=case_for_change(work, number), point=POINT)
    return {"number": number}


def a_household_at(world: World, organisation: str, client: HouseClient) -> Values:
    """A household that may come to the desk."""
    return {"point": POINT} | a_search(world, organisation, client)


def a_person_at(world: World, organisation: str, client: HouseClient) -> Values:
    """Somebody who stands at the desk."""
    return {"point": POINT} | somebody(world, organisation, client)


def a_check(world: World, organisation: str, client: HouseClient) -> Values:
    """The number of a household with a right that has to be looked at again."""
    number = a_search(world, organisation, client)["number"]
    with world.work() as work, work.transaction():
        judged = Judged(RightState.GRANTED, date(2026, 3, 3), next_check_on=date(2026, 3, 20))
        judge_right(work, case=case_for_change(work, number), item="uitpas", judged=judged)
    return {"number": number}


def a_right(world: World, organisation: str, client: HouseClient) -> Values:
    """A right of such a household."""
    return a_search(world, organisation, client) | {"item": "uitpas"}


def a_registration(world: World, organisation: str, client: HouseClient) -> Values:
    """Such a household on the list of a housing company."""
    number = a_search(world, organisation, client)["number"]
    with world.work() as work, work.transaction():
        case = case_for_change(work, number)
        row = register_social(work, case=case, company="vivus", on=date(2026, 3, 3))
        return {"number": number, "uid": row.uid}


def an_application(world: World, organisation: str, client: HouseClient) -> Values:
    """Such a household that asks for accelerated allocation."""
    number = a_search(world, organisation, client)["number"]
    with world.work() as work, work.transaction():
        case, on = case_for_change(work, number), date(2026, 3, 3)
        row = prepare_accelerated(work, case=case, company="vivus", target_group="homeless", on=on)
        return {"number": number, "uid": row.uid}


def _pages(name: str, build: Builder, *, empty: int = 422, **data: str) -> dict[tuple[str, str], Expect]:
    """A page with a form, in a case."""
    return {
        (f"woonclub.{name}", "GET"): Expect("case.write", build, project=KEY),
        (f"woonclub.{name}", "POST"): Expect("case.write", build, status=empty, data=data, project=KEY),
    }


EXPECTED = {
    ("woonclub.desks_today", "GET"): Expect("woonclub.desk", project=KEY, lists=a_check),
    ("woonclub.desk", "GET"): Expect("woonclub.desk", values={"point": POINT}, project=KEY, lists=at_the_desk),
    ("woonclub.desk_search", "POST"): Expect("woonclub.desk", values={"point": POINT}, status=422, project=KEY),
    ("woonclub.walk_in_new", "POST"): Expect("woonclub.desk", values={"point": POINT}, status=422, project=KEY),
    ("woonclub.walk_in", "GET"): Expect("woonclub.desk", a_person_at),
    ("woonclub.walk_in", "POST"): Expect("woonclub.desk", a_person_at, status=422),
    ("woonclub.arrived", "POST"): Expect("woonclub.desk", a_household_at, status=303, project=KEY),
    ("woonclub.visit_ended", "POST"): Expect("woonclub.desk", a_visit, status=303, project=KEY),
    **_pages("plan", a_search),
    **_pages("intake", a_search),
    **_pages("wishes", a_search, empty=303, version="0"),
    **_pages("scores", a_search),
    ("woonclub.goal", "POST"): Expect("case.write", a_goal, status=303, project=KEY, data={"state": "busy"}),
    ("woonclub.rights", "GET"): Expect("case.write", a_search, project=KEY),
    **_pages("scan", a_search),
    **_pages("right", a_right),
    **_pages("loan", a_search),
    **_pages("loan_papers", a_search),
    **_pages("loan_submit", a_search),
    **_pages("loan_decision", a_search),
    **_pages("social", a_search),
    **_pages("social_renewal", a_registration),
    **_pages("accelerated", a_search),
    **_pages("accelerated_step", an_application),
    ("woonclub.register", "GET"): Expect("case.write"),
    ("woonclub.register_person", "GET"): Expect("case.write", somebody),
    ("woonclub.register_person", "POST"): Expect("case.write", somebody, status=422),
    ("woonclub.trajectory", "GET"): Expect("case.write", a_search, project=KEY),
    ("woonclub.trajectory", "POST"): Expect("case.write", a_search, status=422, project=KEY),
    ("woonclub.home", "GET"): Expect("case.write", a_search, project=KEY),
    ("woonclub.home", "POST"): Expect("case.write", a_search, status=422, project=KEY),
}

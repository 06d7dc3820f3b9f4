"""Expectations of the pages of the desk for threatened evictions."""

from datetime import date

from app.cases.loading import case_for_change
from app.cases.service import close_case
from app.projects.uithuiszetting.queries_checks import checks_of
from app.projects.uithuiszetting.rules import Told
from app.projects.uithuiszetting.service import report_eviction
from app.projects.uithuiszetting.service_dispatch import dispatch_report
from tests.access.expectations import Expect, Values
from tests.access.world import World
from tests.support.cases import add_person
from tests.support.people import HouseClient

KEY = "uithuiszetting"
TOLD = Told(
    reported_on=date(2026, 3, 2),
    municipality="34022",
    reporter="professional",
    problems=("overlast",),
    stage="signal",
    adults=1,
)


def somebody(world: World, organisation: str, _client: HouseClient) -> Values:
    """Somebody whom that organisation wrote down."""
    with world.work() as work, work.transaction():
        return {"person_uid": add_person(work, organisation=organisation).uid}


def a_report(world: World, organisation: str, _client: HouseClient) -> Values:
    """A report for which that organisation is responsible."""
    with world.work() as work, work.transaction():
        person = add_person(work, organisation=organisation)
        return {"number": report_eviction(work, person_uid=person.uid, told=TOLD, organisation=organisation).number}


def a_dispatch(world: World, organisation: str, client: HouseClient) -> Values:
    """A report of that organisation that waits for an answer of a service outside the region's organisations."""
    number = a_report(world, organisation, client)["number"]
    with world.work() as work, work.transaction():
        case = case_for_change(work, number)
        return {"uid": dispatch_report(work, case=case, destination="woonloket", on=date(2026, 3, 3)).uid}


def an_offer(world: World, organisation: str, client: HouseClient) -> Values:
    """A report that is passed on to that organisation."""
    number = a_report(world, "34027", client)["number"]
    with world.work() as work, work.transaction():
        case = case_for_change(work, number)
        dispatch_report(work, case=case, destination="ocmw", organisation=organisation, on=date(2026, 3, 3))
    return {"number": number}


def a_check(world: World, organisation: str, client: HouseClient) -> Values:
    """A closed report that has to be looked back on."""
    number = a_report(world, organisation, client)["number"]
    with world.work() as work, work.transaction():
        close_case(work, case=case_for_change(work, number), on=date(2026, 3, 5), reason="vermeden")
        case = case_for_change(work, number)
        return {"uid": checks_of(work.session, case.uid)[0].uid}


def a_stuck_report(world: World, organisation: str, client: HouseClient) -> Values:
    """A report that nobody follows."""
    return {"number": a_report(world, organisation, client)["number"]}


EXPECTED = {
    ("uithuiszetting.desk", "GET"): Expect("uithuiszetting.desk", project=KEY, lists=an_offer),
    ("uithuiszetting.register", "GET"): Expect("case.write"),
    ("uithuiszetting.register_person", "GET"): Expect("case.write", somebody),
    ("uithuiszetting.register_person", "POST"): Expect("case.write", somebody, status=422),
    ("uithuiszetting.stage", "GET"): Expect("case.write", a_report, project=KEY),
    ("uithuiszetting.stage", "POST"): Expect("case.write", a_report, status=422, project=KEY),
    ("uithuiszetting.objection", "GET"): Expect("case.write", a_report, project=KEY),
    ("uithuiszetting.objection", "POST"): Expect("case.write", a_report, status=422, project=KEY),
    ("uithuiszetting.lift", "GET"): Expect("case.write", a_report, project=KEY),
    ("uithuiszetting.lift", "POST"): Expect("case.write", a_report, status=422, project=KEY),
    ("uithuiszetting.dispatch", "GET"): Expect("case.write", a_report, project=KEY),
    ("uithuiszetting.dispatch", "POST"): Expect("case.write", a_report, status=422, project=KEY),
    ("uithuiszetting.answer", "GET"): Expect("case.write", a_dispatch, project=KEY),
    ("uithuiszetting.answer", "POST"): Expect("case.write", a_dispatch, status=422, project=KEY),
    ("uithuiszetting.check", "GET"): Expect("case.write", a_check, project=KEY),
    ("uithuiszetting.check", "POST"): Expect("case.write", a_check, status=422, project=KEY),
    ("uithuiszetting.escalation", "GET"): Expect("uithuiszetting.escalation", project=KEY, lists=a_stuck_report),
}

"""Made-up households, homes and situations for the tests of Kracht.Wonen's verbs."""

from datetime import date

from app.access.work import Work
from app.cases.models import Case
from app.clients.models import Person
from app.projects.krachtwonen.desk.service import Decision, Report, decide, report_situation
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.homes.service import add_unit
from tests.support.cases import add_person

TODAY = date(2026, 3, 16)
MARCH = date(2026, 3, 1)


def home(work: Work, ref: str = "W1", **about: object) -> Unit:
    """A home of the pool in Kortrijk, unless something else is said."""
    given = {"kind": "kw_pool", "municipality": "34022", "organisation": "34022", "in_pool_from": date(2020, 1, 1)}
    return add_unit(work, ref=ref, **(given | about))


def situation(work: Work, **report: object) -> tuple[Case, Person]:
    """Somebody for whom a situation was reported."""
    person = add_person(work)
    given = {"reported_on": date(2026, 2, 1), "municipality": "34022", "adults": 1, "children": 0}
    told = Report(**(given | report))
    return report_situation(work, person_uid=person.uid, report=told, organisation="34022"), person


def promise(work: Work, case: Case, offer: str = "aanbod_woning", on: date = date(2026, 2, 10)) -> None:
    """A coordinator decides; not the one who reported."""
    decide(work, case=case, decision=Decision(on, offer=offer))

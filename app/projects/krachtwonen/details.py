"""What Kracht.Wonen shows on the page of a case and on that of a person."""

from typing import Any

from app.access.work import Work
from app.cases.models import Case
from app.cases.queries_household import open_case_of
from app.clients.models import Person
from app.projects.krachtwonen.kinds import PROJECT_KEY
from app.projects.krachtwonen.labels_desk import situation_page
from app.projects.krachtwonen.panels import care_details


def case_details(work: Work, case: Case) -> dict[str, object]:
    """The situation, guidance and meetings on the page of their case."""
    return {"situation": situation_page(work, case), **care_details(work, case)}


def person_panel(work: Work, person: Person) -> dict[str, Any]:
    """Where this person stands with the desk: the open situation, and the way to report."""
    known = open_case_of(work, project=PROJECT_KEY, person_uid=person.uid)
    return {
        "number": known.number if known else None,
        "person_uid": person.uid,
        "may_report": work.actor.holds("case.write", PROJECT_KEY),
    }

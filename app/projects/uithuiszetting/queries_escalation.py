"""Which open reports the coordinator has to see, and why."""

from dataclasses import dataclass

from app.access.work import Work
from app.cases.models import Case
from app.projects.uithuiszetting.queries_terms import course_of, open_reports, terms_of
from app.projects.uithuiszetting.rules_escalation import Concern, concerns
from app.projects.uithuiszetting.rules_terms import deadlines


@dataclass(frozen=True)
class Escalated:
    """A report, and why it is on the list."""

    case: Case
    concerns: list[Concern]


def escalated_reports(work: Work) -> list[Escalated]:
    """The reports for the coordinator, the most pressing first."""
    terms, today = terms_of(work.session), work.clock.today()
    found = []
    for case, known in open_reports(work, "uithuiszetting.escalation"):
        course = course_of(case, known)
        every = deadlines(course, terms, today)
        why = concerns(course, every, terms, today, is_followed=case.worker_uid is not None)
        if why:
            found.append(Escalated(case, why))
    return sorted(found, key=lambda each: (each.concerns[0].day, each.case.number))

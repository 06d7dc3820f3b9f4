"""What waits for a colleague of the eviction desk: dispatches to answer, reports to escalate, checks to do."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Select, or_, select

from app.access.work import Work
from app.access.work_items import Urgency, WorkItem
from app.cases.models import Case
from app.cases.scope import case_scope
from app.core.counting import Count, capped
from app.projects.uithuiszetting.counted import PROJECT_KEY
from app.projects.uithuiszetting.models import Dispatch
from app.projects.uithuiszetting.models_checks import HousingCheck
from app.projects.uithuiszetting.queries_escalation import escalated_reports

_DESK: Final = "uithuiszetting.desk"


def work_items(work: Work) -> Iterator[WorkItem]:
    """Lines for the desk, and those for the coordinator."""
    if work.actor.holds("uithuiszetting.escalation", PROJECT_KEY):
        concerned = Count(len(escalated_reports(work)))
        words = "Meldingen van uithuiszetting die jou vragen"
        yield WorkItem(words, concerned, "uithuiszetting.escalation", Urgency.TODAY)
    if work.actor.holds("case.write", PROJECT_KEY) and work.actor.holds(_DESK, PROJECT_KEY):
        yield WorkItem("Doorverwijzingen zonder antwoord", capped(work.session, _dispatches(work)), _DESK)
        due = capped(work.session, _checks(work))
        yield WorkItem("Afgesloten meldingen om na te vragen", due, _DESK, Urgency.TODAY)


def _dispatches(work: Work) -> Select[Dispatch]:
    return (
        select(Dispatch)
        .join(Case, Case.uid == Dispatch.case_uid)
        .where(
            Dispatch.answered_on.is_(None),
            Case.closed_on.is_(None),
            Case.voided_on.is_(None),
            or_(case_scope(work, "case.write", Dispatch.organisation), case_scope(work, "case.write")),
        )
    )


def _checks(work: Work) -> Select[HousingCheck]:
    return (
        select(HousingCheck)
        .join(Case, Case.uid == HousingCheck.case_uid)
        .where(
            case_scope(work, "case.write"),
            Case.voided_on.is_(None),
            Case.closed_on == HousingCheck.closed_on,
            HousingCheck.done_on.is_(None),
            HousingCheck.due_on <= work.clock.today(),
        )
    )

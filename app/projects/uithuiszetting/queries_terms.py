"""The terms of policy, and the days that matter in the open cases that the actor may see."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.work import Work
from app.cases.loading import visible_cases
from app.cases.models import Case
from app.core.workdays import Unit
from app.policy.queries import codes
from app.policy.workdays import calendar_of
from app.projects.uithuiszetting.counted import PROJECT_KEY
from app.projects.uithuiszetting.models import Dispatch, Report, StageEvent
from app.projects.uithuiszetting.queries import Eviction
from app.projects.uithuiszetting.rules import ACCEPTED, Step
from app.projects.uithuiszetting.rules_terms import Course, Deadline, Term, Terms, deadlines

LOOK_AHEAD: Final = timedelta(days=14)
MOST_CASES: Final = 1000
_AT_ONCE: Final = 500


@dataclass(frozen=True)
class Urgent:
    """A case and the days in it that ask for somebody now."""

    case: Case
    deadlines: list[Deadline]


def terms_of(session: Session) -> Terms:
    """Every term that ever was in force, with the holidays that it is counted with."""
    rows = [
        Term(
            code.attrs["term"],
            code.label_nl,
            int(code.attrs["count"]),
            Unit(code.attrs["unit"]),
            code.active_from,
            code.active_to,
        )
        for code in codes(session, "eviction_term")
    ]
    return Terms(calendar_of(session), rows)


def course_of(case: Case, known: Eviction) -> Course:
    """What the terms need to know of a case; stages and dispatches in the order of their day."""
    waiting = known.waiting
    return Course(
        reported_on=case.opened_on,
        objects=known.report.objects_since is not None,
        is_passed_on=any(each.answer == ACCEPTED for each in known.dispatches) or waiting is not None,
        waiting_since=waiting.sent_on if waiting else None,
        steps=[Step(event.stage, event.on, event.planned_on, event.accepted) for event in known.stages],
    )


def urgent_cases(work: Work) -> list[Urgent]:
    """The open cases with a day that is past or near, the most pressing first."""
    terms, today = terms_of(work.session), work.clock.today()
    found = []
    for case, known in open_reports(work):
        every = deadlines(course_of(case, known), terms, today)
        near = [each for each in every if each.day <= today + LOOK_AHEAD]
        if near:
            found.append(Urgent(case, near))
    return sorted(found, key=lambda each: (each.deadlines[0].day, each.case.number))


def open_reports(work: Work, permission: str = "case.read") -> list[tuple[Case, Eviction]]:
    """The open reports in which the actor holds a permission, with what the desk keeps of them."""
    query = visible_cases(work, permission).where(
        Case.project == PROJECT_KEY, Case.closed_on.is_(None), Case.voided_on.is_(None), Case.is_draft.is_(False)
    )
    cases = list(work.session.scalars(query.order_by(Case.opened_on.desc(), Case.uid.desc()).limit(MOST_CASES)))
    known = evictions_of(work.session, [case.uid for case in cases])
    return [(case, known[case.uid]) for case in cases]


def evictions_of(session: Session, case_uids: Sequence[UUID]) -> dict[UUID, Eviction]:
    """What the desk keeps of many cases, in a few queries."""
    stages: dict[UUID, list[StageEvent]] = defaultdict(list)
    dispatches: dict[UUID, list[Dispatch]] = defaultdict(list)
    reports: dict[UUID, Report] = {}
    for start in range(0, len(case_uids), _AT_ONCE):
        some = case_uids[start : start + _AT_ONCE]
        events = select(StageEvent).where(StageEvent.case_uid.in_(some)).order_by(StageEvent.on, StageEvent.uid)
        for event in session.scalars(events):
            stages[event.case_uid].append(event)
        sent = select(Dispatch).where(Dispatch.case_uid.in_(some)).order_by(Dispatch.sent_on, Dispatch.uid)
        for dispatch in session.scalars(sent):
            dispatches[dispatch.case_uid].append(dispatch)
        for report in session.scalars(select(Report).where(Report.case_uid.in_(some))):
            reports[report.case_uid] = report
    return {uid: Eviction(report, stages[uid], dispatches[uid]) for uid, report in reports.items()}

"""The verbs after a home was found: plan the follow-ups, note how it goes."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from app.access.work import Work
from app.cases.loading import case_of, require_writable
from app.cases.models import Case
from app.cases.service import change_phase
from app.cases.service_tasks import add_task, finish_task
from app.core.errors import NotFound, Refused, Stale
from app.policy.queries import codes
from app.projects.woonclub.models import Outcome, Trajectory
from app.projects.woonclub.models_aftercare import FollowUp
from app.projects.woonclub.rules_aftercare import check_follow_up_day, lookups
from app.projects.woonclub.terms import terms

HBDH = "hbdh"
AFTERCARE = "nazorg"
FOUND = "woning_gevonden"


def moved_on(outcome: Outcome) -> date | None:
    """The day from which months are counted: moving in, else the lease, else the day it was found."""
    return outcome.move_in or outcome.lease_start or outcome.found_on


def plan_follow_ups(work: Work, *, case: Case, outcome: Outcome) -> list[FollowUp]:
    """Plan the follow-ups that a home asks for: those of Woonclub, and those of HBDH while it guides the household.

    What is planned already stays. A day that still comes is a task for whoever follows the case.
    """
    start = moved_on(outcome)
    if start is None or not outcome.counts_as_found:
        return []
    asked = [("woonclub", months, due) for months, due in lookups(start, terms().aftercare_months).items()]
    if _is_guided(work, case):
        asked += [(HBDH, months, due) for months, due in lookups(start, terms().hbdh_months).items()]
    known = {
        (each.subproject, each.months)
        for each in work.session.scalars(select(FollowUp).where(FollowUp.case_uid == case.uid))
    }
    fresh = [_planned(work, case, *each) for each in asked if each[:2] not in known]
    if fresh:
        work.trail.record("woonclub.plan_follow_ups", "case", case.uid, case_uid=case.uid, detail=str(len(fresh)))
        work.session.flush()
    return fresh


def _is_guided(work: Work, case: Case) -> bool:
    running = select(Trajectory.uid).where(
        Trajectory.case_uid == case.uid, Trajectory.subproject == HBDH, Trajectory.ended_on.is_(None)
    )
    return work.session.scalar(running.limit(1)) is not None


def _planned(work: Work, case: Case, subproject: str, months: int, due_on: date) -> FollowUp:
    follow_up = FollowUp(case_uid=case.uid, subproject=subproject, months=months, due_on=due_on)
    if due_on >= work.clock.today():
        name = "HBDH" if subproject == HBDH else "Nazorg"
        words = f"{name} na {months} maand{'en' if months > 1 else ''}: vraag hoe het wonen gaat"
        follow_up.task_uid = add_task(work, case=case, what=words, due_on=due_on).uid
    work.session.add(follow_up)
    return follow_up


def note_follow_up(work: Work, *, uid: UUID, version: int, on: date, result: str) -> FollowUp:
    """Write down how it goes with a household in its home; its task is done."""
    follow_up = _for_change(work, uid, version)
    case = case_of(work, follow_up.case_uid)
    require_writable(work, case)
    if case.closed_on is not None:
        raise Refused("Dit dossier is afgesloten. Heropen het eerst.")
    outcome = work.session.get_one(Outcome, case.uid)
    check_follow_up_day(on, moved_on(outcome) or case.opened_on, work.clock.today())
    if result not in {code.key for code in codes(work.session, "followup_result", on)}:
        raise Refused("Kies uit de lijst hoe het gaat.", "result")
    follow_up.done_on, follow_up.result = on, result
    if follow_up.task_uid is not None:
        finish_task(work, uid=follow_up.task_uid)
    work.trail.record(
        "woonclub.follow_up", "woonclub_followup", uid, case_uid=case.uid, fields=["done_on", "result"], detail=result
    )
    work.session.flush()
    if case.phase == FOUND:
        change_phase(work, case=case, to=AFTERCARE, on=on)
    return follow_up


def _for_change(work: Work, uid: UUID, version: int) -> FollowUp:
    query = select(FollowUp).where(FollowUp.uid == uid).with_for_update().execution_options(populate_existing=True)
    found = work.session.scalar(query)
    if found is None:
        raise NotFound
    if found.version != version:
        raise Stale
    return found

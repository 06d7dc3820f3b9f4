"""The verbs of tasks: plan one, tick it off, put it back."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from app.access.work import Work
from app.cases.loading import require_writable
from app.cases.models import Case
from app.cases.models_tasks import Task
from app.cases.queries_tasks import task_for_change
from app.cases.rules import check_due, check_task, day_nl
from app.core.errors import Refused

FOLLOW_UP_AFTER: Final = timedelta(days=7)


def add_task(work: Work, *, case: Case, what: str | None, due_on: date, assigned_uid: UUID | None = None) -> Task:
    """Plan something to do in an open case; without a colleague it is for whoever follows the case."""
    require_writable(work, case)
    if case.closed_on is not None:
        raise Refused("Dit dossier is afgesloten. Heropen het eerst.")
    check_due(due_on, work.clock.today())
    task = Task(
        case_uid=case.uid,
        due_on=due_on,
        assigned_uid=assigned_uid,
        what=check_task(what),
        actor=work.actor.key,
        created_at=work.clock.now(),
    )
    work.session.add(task)
    work.trail.record("task.add", "task", task.uid, case_uid=case.uid)
    work.session.flush()
    return task


def follow_up(work: Work, *, case: Case, contact_on: date) -> Task:
    """Plan that whoever noted a contact comes back to it a week from now."""
    return add_task(
        work,
        case=case,
        what=f"Opvolgen na contact van {day_nl(contact_on)}",
        due_on=work.clock.today() + FOLLOW_UP_AFTER,
        assigned_uid=work.actor.user_uid,
    )


def finish_task(work: Work, *, uid: UUID) -> Task:
    """Tick a task off; doing so twice changes nothing."""
    task = task_for_change(work, uid)
    if task.done_on is None:
        task.done_on = work.clock.today()
        work.trail.record("task.finish", "task", task.uid, case_uid=task.case_uid, fields=["done_on"])
        work.session.flush()
    return task


def put_back_task(work: Work, *, uid: UUID) -> Task:
    """A task that was ticked off is to be done after all."""
    task = task_for_change(work, uid)
    if task.done_on is not None:
        task.done_on = None
        work.trail.record("task.put_back", "task", task.uid, case_uid=task.case_uid, fields=["done_on"])
        work.session.flush()
    return task

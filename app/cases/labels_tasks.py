"""Tasks in words, for pages: their text opened for whoever may read what was written in the case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.access.work import Work
from app.accounts.queries import user_names
from app.cases.labels import may_write, name_in
from app.cases.models import Case
from app.cases.models_tasks import Task
from app.cases.queries_tasks import Planned, tasks_of
from app.cases.queries_timeline import may_read_notes
from app.crypto.errors import KeyMissing


@dataclass(frozen=True)
class TaskRow:
    """One task of a list."""

    uid: UUID
    what: str
    due_on: date
    is_late: bool
    is_done: bool
    number: str
    name: str
    worker: str
    may_write: bool


def task_rows(work: Work, found: Iterable[Planned], *, with_names: bool = True) -> list[TaskRow]:
    """Lines of a list."""
    planned = list(found)
    workers = user_names(work.session, [each.task.assigned_uid for each in planned if each.task.assigned_uid])
    today = work.clock.today()
    return [
        TaskRow(
            uid=each.task.uid,
            what=_what(work, each.task, each.case),
            due_on=each.task.due_on,
            is_late=each.task.done_on is None and each.task.due_on < today,
            is_done=each.task.done_on is not None,
            number=each.case.number,
            name=name_in(work, each.case) if with_names else "",
            worker=workers.get(each.task.assigned_uid, "") if each.task.assigned_uid else "",
            may_write=may_write(work, each.case),
        )
        for each in planned
    ]


def tasks_in(work: Work, case: Case) -> list[TaskRow]:
    """What is still to be done in a case."""
    return task_rows(work, [Planned(task, case) for task in tasks_of(work, case)], with_names=False)


def _what(work: Work, task: Task, case: Case) -> str:
    if not may_read_notes(work, case):
        return "Taak"
    try:
        return task.what or "Taak"
    except KeyMissing:
        return "De tekst is gewist."

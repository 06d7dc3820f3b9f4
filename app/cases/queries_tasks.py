"""Reading tasks: what a colleague has to do by a day, and what is planned in one case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload

from app.access.work import Work
from app.cases.models import Case
from app.cases.models_tasks import Task
from app.cases.scope import case_scope
from app.core.counting import COUNT_CAP, Count, capped
from app.core.errors import NotFound
from app.crypto.sealed import load_keys

MOST_SHOWN = 200


@dataclass(frozen=True)
class Planned:
    """A task and the case it belongs to."""

    task: Task
    case: Case


def my_tasks(work: Work, *, until: date | None = None, size: int = MOST_SHOWN) -> list[Planned]:
    """What the actor has to do, the oldest day first: up to a day, or all of it."""
    return _load(work, _mine(work, until).order_by(Task.due_on, Task.uid).limit(size))


def count_my_tasks(work: Work, *, until: date | None = None, cap: int = COUNT_CAP) -> Count:
    """How many those are, counted no further than `cap`."""
    return capped(work.session, _mine(work, until), cap)


def done_today(work: Work) -> list[Planned]:
    """What the actor could put back: tasks for them that were ticked off today."""
    query = _visible(work, "case.read").where(_is_for(work), Task.done_on == work.clock.today())
    return _load(work, query.order_by(Task.due_on, Task.uid).limit(MOST_SHOWN))


def tasks_of(work: Work, case: Case) -> Sequence[Task]:
    """What is still to be done in a case that the caller opened within its scope."""
    query = select(Task).where(Task.case_uid == case.uid, Task.done_on.is_(None))
    found = list(work.session.scalars(query.order_by(Task.due_on, Task.uid).limit(MOST_SHOWN)))
    load_keys(found)
    return found


def task_for_change(work: Work, uid: UUID) -> Task:
    """One task of a case that the actor may change, as it is now, locked."""
    query = (
        select(Task)
        .join(Case, Case.uid == Task.case_uid)
        .where(case_scope(work, "case.write"), Case.voided_on.is_(None), Task.uid == uid)
    )
    locked = query.with_for_update(of=Task).execution_options(populate_existing=True)
    found = work.session.scalars(locked).one_or_none()
    if found is None:
        raise NotFound
    return found


def _mine(work: Work, until: date | None) -> Select[Task, Case]:
    query = _visible(work, "case.write").where(_is_for(work), Task.done_on.is_(None), Case.closed_on.is_(None))
    return query if until is None else query.where(Task.due_on <= until)


def _is_for(work: Work) -> ColumnElement[bool]:
    me = work.actor.user_uid
    return or_(Task.assigned_uid == me, and_(Task.assigned_uid.is_(None), Case.worker_uid == me))


def _visible(work: Work, permission: str) -> Select[Task, Case]:
    seen = case_scope(work, permission)
    return select(Task, Case).join(Case, Case.uid == Task.case_uid).where(seen, Case.voided_on.is_(None))


def _load(work: Work, query: Select[Task, Case]) -> list[Planned]:
    rows = work.session.execute(query.options(joinedload(Case.reference_person))).all()
    load_keys([task for task, _ in rows])
    load_keys([case.reference_person for _, case in rows])
    return [Planned(task, case) for task, case in rows]

"""The team: who could follow a case, who is away, how much each colleague has, what waits for an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy import case as when
from sqlalchemy.orm import joinedload

from app.access.matrix import matrix
from app.access.wall import through_the_gate
from app.access.work import Work
from app.accounts.models import RoleGrant, User
from app.accounts.queries import in_force, user_names
from app.cases.loading import visible_cases
from app.cases.models import Case
from app.cases.models_tasks import Task
from app.cases.models_team import Absence, HandOver, Passage
from app.cases.queries import silent_before
from app.cases.rules_team import Away, HandOverState
from app.cases.scope import case_scope
from app.core.errors import NotFound

MOST_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may follow cases of a project, and for which organisation."""

    uid: UUID
    name: str
    organisation: str | None
    """None: the whole region."""


def colleagues_for(work: Work, project: str, organisation: str | None = None) -> list[Colleague]:
    """Active colleagues who may change cases of this project: of one organisation (and the region), or everywhere."""
    roles = [role for role, held in matrix().held.items() if "case.write" in held]
    query = (
        select(User.uid, User.name, RoleGrant.organisation)
        .join(RoleGrant, RoleGrant.user_uid == User.uid)
        .where(
            User.is_active,
            in_force(work.clock.today()),
            RoleGrant.role.in_(roles),
            or_(RoleGrant.project.is_(None), RoleGrant.project == project),
        )
        .order_by(User.name, User.uid)
    )
    found = [Colleague(*row) for row in work.session.execute(query.limit(MOST_SHOWN * 10))]
    if organisation is None:
        return found
    here = {each.uid: each for each in found if each.organisation in (None, "W13", organisation)}
    return list(here.values())


def absences_of(work: Work, uids: Sequence[UUID], day: date) -> Mapping[UUID, list[Away]]:
    """When these colleagues are away from a day on."""
    query = select(Absence).where(Absence.user_uid.in_(uids), Absence.until >= day).order_by(Absence.since)
    rows = list(work.session.scalars(query))
    names = user_names(work.session, [row.deputy_uid for row in rows if row.deputy_uid])
    found: dict[UUID, list[Away]] = {uid: [] for uid in uids}
    for row in rows:
        deputy = names.get(row.deputy_uid, "") if row.deputy_uid else ""
        found[row.user_uid].append(Away(row.since, row.until, deputy))
    return found


def own_absences(work: Work) -> Sequence[Absence]:
    """The actor's own absences that are not over."""
    mine = select(Absence).where(Absence.user_uid == work.actor.user_uid, Absence.until >= work.clock.today())
    return list(work.session.scalars(mine.order_by(Absence.since)))


@dataclass(frozen=True)
class Load:
    """What one colleague follows, of the cases that the actor sees."""

    user_uid: UUID | None
    open: int
    silent: int
    late: int


def caseload(work: Work) -> list[Load]:
    """Open cases by colleague: how many, how many silent, how many tasks late. Without a colleague comes first."""
    today = work.clock.today()
    running = and_(Case.closed_on.is_(None), Case.voided_on.is_(None))
    seen = visible_cases(work).where(running).with_only_columns(Case.uid, Case.worker_uid, Case.last_contact_on)
    cases = seen.subquery()
    silent = func.sum(when((cases.c.last_contact_on < silent_before(today), 1), else_=0))
    counted = select(cases.c.worker_uid, func.count(), silent).group_by(cases.c.worker_uid)
    late = (
        select(cases.c.worker_uid, func.count())
        .join(Task, Task.case_uid == cases.c.uid)
        .where(Task.done_on.is_(None), Task.due_on < today)
        .group_by(cases.c.worker_uid)
    )
    behind = {row[0]: row[1] for row in work.session.execute(late)}
    rows = [Load(row[0], row[1], row[2] or 0, behind.get(row[0], 0)) for row in work.session.execute(counted)]
    return sorted(rows, key=lambda load: (load.user_uid is not None, -load.open, str(load.user_uid)))


@dataclass(frozen=True)
class Offered:
    """A case that waits for an answer. Its person stays unknown until it is accepted."""

    hand_over: HandOver
    number: str
    project: str
    municipality: str
    organisation: str


@through_the_gate
def offered_to_me(work: Work) -> list[Offered]:
    """Cases that were offered to the actor, the oldest first."""
    query = (
        select(HandOver, Case.number, Case.project, Case.municipality, Case.organisation)
        .join(Case, Case.uid == HandOver.case_uid)
        .where(HandOver.to_uid == work.actor.user_uid, HandOver.state == HandOverState.ASKED)
    )
    return [Offered(*row) for row in work.session.execute(query.order_by(HandOver.asked_at, HandOver.uid))]


@through_the_gate
def passed_on(work: Work, number: str) -> Passage | None:
    """When and to whom a case went that was of an organisation where the actor reads cases."""
    query = (
        select(Passage)
        .join(Case, Case.uid == Passage.case_uid)
        .where(case_scope(work, "case.read", Passage.sender), Case.number == number)
    )
    return work.session.scalars(query.order_by(Passage.on.desc(), Passage.uid.desc()).limit(1)).first()


def open_hand_over(work: Work, case: Case) -> HandOver | None:
    """The hand-over of a case, opened by the caller within its scope, that waits for an answer."""
    return work.session.scalar(
        select(HandOver).where(HandOver.case_uid == case.uid, HandOver.state == HandOverState.ASKED)
    )


@through_the_gate
def hand_over_for_answer(work: Work, uid: UUID) -> tuple[HandOver, Case]:
    """A hand-over to the actor and its case, locked; NotFound when it is not for them."""
    query = (
        select(HandOver, Case)
        .join(Case, Case.uid == HandOver.case_uid)
        .where(HandOver.uid == uid, HandOver.to_uid == work.actor.user_uid)
        .options(joinedload(Case.reference_person))
        .with_for_update(of=HandOver)
        .execution_options(populate_existing=True)
    )
    row = work.session.execute(query).one_or_none()
    if row is None or work.actor.user_uid is None:
        raise NotFound
    return row[0], row[1]

"""Reading guidance: the capacity and caseload of each team, the trajectories of a case with their goals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload

from app.access.work import Work
from app.cases.loading import visible_cases
from app.cases.models import Case
from app.cases.models_log import ContactMoment
from app.cases.place import Place
from app.core.errors import NotFound
from app.crypto.sealed import load_keys
from app.projects.krachtwonen.guidance.models import Capacity, Goal, GuidanceTrajectory
from app.projects.krachtwonen.kinds import GoalState, Origin
from app.projects.krachtwonen.paging import PAGE, Shown, above, cut


@dataclass(frozen=True)
class Guided:
    """A trajectory that runs, with the contacts since it began and its goals."""

    trajectory: GuidanceTrajectory
    case: Case
    contacts: int
    goals_open: int
    goals_reached: int


def capacities(work: Work) -> list[Capacity]:
    """How many people each team had and has, the newest first."""
    return list(work.session.scalars(select(Capacity).order_by(Capacity.team, Capacity.valid_from.desc())))


def running_guidance(
    work: Work, origin: Origin, *, team: str | None = None, after: Place | None = None
) -> Shown[Guided]:
    """Guidance that runs in cases within sight, of one team or of all, the first to begin first.

    What came from before Kracht.Wonen is asked apart.
    """
    contacts = (
        select(func.count())
        .where(ContactMoment.case_uid == Case.uid, ContactMoment.on >= GuidanceTrajectory.started_on)
        .scalar_subquery()
    )
    query = (
        select(GuidanceTrajectory, Case, contacts, _goals(GoalState.OPEN), _goals(GoalState.REACHED))
        .join(Case, Case.uid == GuidanceTrajectory.case_uid)
        .options(joinedload(Case.reference_person))
        .where(
            Case.uid.in_(visible_cases(work).with_only_columns(Case.uid)),
            Case.voided_on.is_(None),
            GuidanceTrajectory.ended_on.is_(None),
            GuidanceTrajectory.origin == origin,
            *above(GuidanceTrajectory.started_on, GuidanceTrajectory.uid, after),
        )
        .order_by(GuidanceTrajectory.started_on, GuidanceTrajectory.uid)
        .limit(PAGE + 1)
    )
    if team is not None:
        query = query.where(GuidanceTrajectory.team == team)
    rows = [Guided(*row) for row in work.session.execute(query)]
    return cut(rows, lambda last: Place(last.trajectory.started_on, last.trajectory.uid).write())


def caseload(work: Work, day: date) -> dict[str | None, tuple[int, int]]:
    """(guided, in aftercare) of each team on a day, over every case, whoever may see it: a number names nobody."""
    in_aftercare = and_(GuidanceTrajectory.aftercare_from.is_not(None), GuidanceTrajectory.aftercare_from <= day)
    query = (
        select(GuidanceTrajectory.team, func.count(), func.count().filter(in_aftercare))
        .outerjoin(Case, Case.uid == GuidanceTrajectory.case_uid)
        .where(
            GuidanceTrajectory.origin == Origin.KRACHT_WONEN,
            GuidanceTrajectory.started_on <= day,
            or_(GuidanceTrajectory.ended_on.is_(None), GuidanceTrajectory.ended_on >= day),
            Case.voided_on.is_(None),
        )
        .group_by(GuidanceTrajectory.team)
    )
    return {team: (all_of_them - after, after) for team, all_of_them, after in work.session.execute(query)}


def guidance_of(work: Work, case: Case) -> list[tuple[GuidanceTrajectory, list[Goal]]]:
    """The trajectories of a case that the caller opened within its scope, newest first, with their goals."""
    query = select(GuidanceTrajectory).where(GuidanceTrajectory.case_uid == case.uid)
    found = list(work.session.scalars(query.order_by(GuidanceTrajectory.started_on.desc(), GuidanceTrajectory.uid)))
    goals: dict[UUID, list[Goal]] = {each.uid: [] for each in found}
    for goal in _goals_of(work, case):
        goals[goal.guidance_uid].append(goal)
    return [(each, goals[each.uid]) for each in found]


def trajectory_for(work: Work, uid: UUID) -> tuple[GuidanceTrajectory, Case]:
    """One trajectory of a case that the actor may change, as it is now, locked."""
    query = (
        select(GuidanceTrajectory, Case)
        .join(Case, Case.uid == GuidanceTrajectory.case_uid)
        .where(
            GuidanceTrajectory.uid == uid,
            Case.uid.in_(visible_cases(work, "case.write").with_only_columns(Case.uid)),
        )
        .with_for_update(of=GuidanceTrajectory)
        .execution_options(populate_existing=True)
    )
    row = work.session.execute(query).one_or_none()
    if row is None:
        raise NotFound
    return row[0], row[1]


def goal_for(work: Work, uid: UUID) -> tuple[Goal, Case]:
    """One goal of a case that the actor may change, locked."""
    query = (
        select(Goal, Case)
        .join(Case, Case.uid == Goal.case_uid)
        .where(Goal.uid == uid, Case.uid.in_(visible_cases(work, "case.write").with_only_columns(Case.uid)))
        .with_for_update(of=Goal)
        .execution_options(populate_existing=True)
    )
    row = work.session.execute(query).one_or_none()
    if row is None:
        raise NotFound
    return row[0], row[1]


def _goals(state: GoalState) -> ColumnElement[int]:
    query = select(func.count()).where(Goal.guidance_uid == GuidanceTrajectory.uid, Goal.state == state)
    return query.scalar_subquery()


def _goals_of(work: Work, case: Case) -> Sequence[Goal]:
    found = list(work.session.scalars(select(Goal).where(Goal.case_uid == case.uid).order_by(Goal.set_on, Goal.uid)))
    load_keys(found)
    return found

"""The verbs of guidance: begin with a team, set and end goals, go over to aftercare, end; the capacity of a team."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import or_, select

from app.access.work import Work
from app.cases.loading import case_of, require_writable
from app.cases.models import Case
from app.core.errors import NotFound, Refused
from app.core.uid import new_uid
from app.policy.queries import codes
from app.projects.krachtwonen.guidance.models import Capacity, Goal, GuidanceTrajectory
from app.projects.krachtwonen.kinds import PROJECT_KEY, REGION, GoalState, Origin
from app.projects.krachtwonen.permissions import DECIDE
from app.projects.krachtwonen.stays.rules import check_not_future


@dataclass(frozen=True)
class Aim:
    """A goal as somebody says it."""

    domain: str
    what: str | None
    set_on: date


def begin(work: Work, *, case: Case, team: str, on: date) -> GuidanceTrajectory:
    """A partner organisation begins to guide; the colleague who writes it down is the guide."""
    _check_code(work, "kw_team", team, on, "team")
    trajectory = start_guidance(work, case=case, on=on, team=team)
    trajectory.worker_uid = work.actor.user_uid
    work.session.flush()
    return trajectory


def to_aftercare(work: Work, *, trajectory: GuidanceTrajectory, on: date) -> None:
    """What follows is aftercare: lighter, and still the same trajectory."""
    _require_running(work, trajectory, on)
    if trajectory.aftercare_from is not None:
        raise Refused(f"De nazorg begon al op {trajectory.aftercare_from:%d/%m/%Y}.", "on")
    trajectory.aftercare_from = on
    _noted(work, trajectory, "aftercare", ["aftercare_from"])


def end_trajectory(work: Work, *, trajectory: GuidanceTrajectory, on: date) -> None:
    """Guidance ends on this day; goals that are still open are let go."""
    _require_running(work, trajectory, on)
    if trajectory.aftercare_from is not None and on < trajectory.aftercare_from:
        raise Refused(f"De nazorg begon op {trajectory.aftercare_from:%d/%m/%Y}. Kies een latere dag.", "on")
    trajectory.ended_on = on
    query = select(Goal).where(Goal.guidance_uid == trajectory.uid, Goal.state == GoalState.OPEN)
    for goal in work.session.scalars(query).all():
        goal.state, goal.ended_on = GoalState.DROPPED, on
    _noted(work, trajectory, "end_guidance", ["ended_on"])


def set_goal(work: Work, *, trajectory: GuidanceTrajectory, aim: Aim) -> Goal:
    """Write down what the household wants to reach, in its own words."""
    case = _require_running(work, trajectory, aim.set_on)
    _check_code(work, "kw_goal_domain", aim.domain, aim.set_on, "domain")
    if not aim.what:
        raise Refused("Schrijf het doel op.", "what")
    goal = Goal(
        guidance_uid=trajectory.uid,
        case_uid=case.uid,
        domain=aim.domain,
        what=aim.what,
        set_on=aim.set_on,
        state=GoalState.OPEN,
    )
    work.session.add(goal)
    _noted(work, trajectory, "set_goal", ["goal"])
    return goal


def end_goal(work: Work, *, goal: Goal, reached: bool) -> None:
    """A goal is reached, or let go."""
    require_writable(work, case_of(work, goal.case_uid))
    if goal.state is not GoalState.OPEN:
        raise Refused("Dit doel is al afgesloten.")
    goal.state = GoalState.REACHED if reached else GoalState.DROPPED
    goal.ended_on = max(work.clock.today(), goal.set_on)
    detail = goal.state.value
    work.trail.record("krachtwonen.end_goal", "kw_goal", goal.uid, case_uid=goal.case_uid, detail=detail)
    work.session.flush()


def set_capacity(work: Work, *, team: str, fte: Decimal, valid_from: date) -> Capacity | None:
    """From a day on a partner has so many full-time equivalents in the team; 0 ends it. What came before stays."""
    if not work.actor.holds(DECIDE, PROJECT_KEY, REGION):
        raise NotFound
    _check_code(work, "kw_team", team, valid_from, "team")
    if fte < 0 or fte > 100:
        raise Refused("Vul een aantal voltijdse equivalenten van 0 tot 100 in.", "fte")
    current = work.session.scalars(
        select(Capacity).where(Capacity.team == team, or_(Capacity.valid_to.is_(None), Capacity.valid_to > valid_from))
    ).all()
    if any(each.valid_from >= valid_from for each in current):
        raise Refused("Er staat al een aantal vanaf die dag of later. Kies een latere dag.", "valid_from")
    for each in current:
        each.valid_to = valid_from
    work.trail.record("krachtwonen.set_capacity", "kw_capacity", detail=f"{team} {fte}")
    row = Capacity(team=team, fte=fte, valid_from=valid_from) if fte else None
    if row is not None:
        work.session.add(row)
    work.session.flush()
    return row


def _require_running(work: Work, trajectory: GuidanceTrajectory, on: date) -> Case:
    if trajectory.case_uid is None:
        raise NotFound
    case = case_of(work, trajectory.case_uid)
    require_writable(work, case)
    check_not_future(on, work.clock.today(), "on")
    if trajectory.ended_on is not None:
        raise Refused(f"Deze begeleiding eindigde op {trajectory.ended_on:%d/%m/%Y}.")
    if on < trajectory.started_on:
        raise Refused(f"De begeleiding begon op {trajectory.started_on:%d/%m/%Y}. Kies die dag of een latere.", "on")
    return case


def _check_code(work: Work, name: str, key: str, on: date, field: str) -> None:
    if key not in {code.key for code in codes(work.session, name, on)}:
        raise Refused("Kies uit de lijst.", field)


def _noted(work: Work, trajectory: GuidanceTrajectory, action: str, fields: list[str]) -> None:
    name, uid = f"krachtwonen.{action}", trajectory.uid
    work.trail.record(name, "kw_guidance", uid, case_uid=trajectory.case_uid, fields=fields)
    work.session.flush()


def start_guidance(work: Work, *, case: Case, on: date, team: str | None = None) -> GuidanceTrajectory:
    """The dedicated team begins to guide the household; one trajectory at a time."""
    require_writable(work, case)
    check_not_future(on, work.clock.today(), "on")
    running = select(GuidanceTrajectory.uid).where(
        GuidanceTrajectory.case_uid == case.uid, GuidanceTrajectory.ended_on.is_(None)
    )
    if work.session.scalar(running) is not None:
        raise Refused("Er loopt al begeleiding in dit dossier.", "on")
    uid = new_uid()
    trajectory = GuidanceTrajectory(
        uid=uid,
        ref=f"B-{uid.hex[-10:]}",
        case_uid=case.uid,
        person_uid=case.reference_person_uid,
        started_on=on,
        origin=Origin.KRACHT_WONEN,
        team=team,
    )
    work.session.add(trajectory)
    work.trail.record("krachtwonen.start_guidance", "kw_guidance", uid, case_uid=case.uid)
    work.session.flush()
    return trajectory


def end_guidance(work: Work, case: Case) -> None:
    """What closing a case ends here: guidance that still runs."""
    on = case.closed_on
    running = select(GuidanceTrajectory).where(
        GuidanceTrajectory.case_uid == case.uid, GuidanceTrajectory.ended_on.is_(None)
    )
    for trajectory in work.session.scalars(running).all() if on else ():
        trajectory.ended_on = max(on or trajectory.started_on, trajectory.started_on)
        work.trail.record("krachtwonen.end_guidance", "kw_guidance", trajectory.uid, case_uid=case.uid)
    work.session.flush()

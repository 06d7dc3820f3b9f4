"""Guidance in Dutch words, for its pages and the page of a case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from app.access.work import Work
from app.cases.labels import name_in
from app.cases.models import Case
from app.cases.queries_timeline import may_read_notes
from app.crypto.sealed import load_keys
from app.policy.queries import code_labels
from app.projects.krachtwonen.guidance.models import Capacity, Goal, GuidanceTrajectory
from app.projects.krachtwonen.guidance.queries import Guided, capacities, caseload, guidance_of
from app.projects.krachtwonen.kinds import GoalState, Origin

_STATES = {
    GoalState.OPEN: ("Loopt", "active"),
    GoalState.REACHED: ("Bereikt", "done"),
    GoalState.DROPPED: ("Losgelaten", "ended"),
}
_NO_TEAM = "Partner niet gekend"


@dataclass(frozen=True)
class TeamRow:
    """A partner: its people, and how many households each of them guides."""

    key: str
    team: str
    fte: Decimal | None
    guided: int
    aftercare: int
    per_fte: Decimal | None


@dataclass(frozen=True)
class GuidedRow:
    """A trajectory that runs."""

    number: str
    name: str
    team: str
    since: date
    state: str
    badge: str
    contacts: int
    last_contact: date
    goals: str


@dataclass(frozen=True)
class GoalRow:
    """A goal."""

    uid: UUID
    domain: str
    what: str
    state: str
    badge: str
    is_open: bool


@dataclass(frozen=True)
class TrajectoryBlock:
    """A trajectory of a case with its goals and what can be done."""

    uid: UUID
    team: str
    origin: str
    since: date
    aftercare_from: date | None
    ended_on: date | None
    goals: list[GoalRow]


def team_rows(work: Work) -> list[TeamRow]:
    """Every team with people or households today."""
    today, labels = work.clock.today(), code_labels(work.session, "kw_team")
    fte = {each.team: each.fte for each in capacities(work) if _holds(each, today)}
    load = caseload(work, today)
    teams: list[str | None] = [key for key in labels if key in fte or key in load]
    teams += [key for key in load if key not in labels]
    return [
        _team_row(key or "", labels.get(key or "", key or _NO_TEAM), fte.get(key or ""), load.get(key, (0, 0)))
        for key in teams
    ]


def _team_row(key: str, team: str, fte: Decimal | None, load: tuple[int, int]) -> TeamRow:
    guided, aftercare = load
    return TeamRow(key, team, fte, guided, aftercare, Decimal(guided) / fte if fte else None)


def _holds(each: Capacity, day: date) -> bool:
    return each.valid_from <= day and (each.valid_to is None or day < each.valid_to)


def capacity_rows(work: Work) -> list[tuple[str, Decimal, date, date | None]]:
    """(partner, VTE, from, to) of every row that ever held."""
    labels = code_labels(work.session, "kw_team")
    return [(labels.get(each.team, each.team), each.fte, each.valid_from, each.valid_to) for each in capacities(work)]


def guided_rows(work: Work, found: Iterable[Guided]) -> list[GuidedRow]:
    """Trajectories that run, in the order given."""
    labels, shown = code_labels(work.session, "kw_team"), list(found)
    load_keys(each.case.reference_person for each in shown)
    return [
        GuidedRow(
            number=each.case.number,
            name=name_in(work, each.case),
            team=team_words(each.trajectory, labels),
            since=each.trajectory.started_on,
            state="Nazorg" if each.trajectory.aftercare_from else "Begeleiding",
            badge="neutral" if each.trajectory.aftercare_from else "active",
            contacts=each.contacts,
            last_contact=each.case.last_contact_on,
            goals=f"{each.goals_reached} bereikt, {each.goals_open} lopen",
        )
        for each in shown
    ]


def team_words(trajectory: GuidanceTrajectory, labels: dict[str, str]) -> str:
    """The partner, or the words of the register it came from."""
    return labels.get(trajectory.team or "", trajectory.team or _NO_TEAM)


def trajectory_blocks(work: Work, case: Case) -> list[TrajectoryBlock]:
    """The guidance of a case; goals are opened for whoever may read what is written in it."""
    teams, domains = code_labels(work.session, "kw_team"), code_labels(work.session, "kw_goal_domain")
    reads = may_read_notes(work, case)
    return [
        TrajectoryBlock(
            uid=each.uid,
            team=team_words(each, teams),
            origin="Van voor Kracht.Wonen" if each.origin is Origin.BEFORE else "Kracht.Wonen",
            since=each.started_on,
            aftercare_from=each.aftercare_from,
            ended_on=each.ended_on,
            goals=[_goal_row(goal, domains, reads=reads) for goal in goals],
        )
        for each, goals in guidance_of(work, case)
    ]


def _goal_row(goal: Goal, domains: dict[str, str], *, reads: bool) -> GoalRow:
    state, badge = _STATES[goal.state]
    what = (goal.what or "") if reads else "Doel"
    return GoalRow(goal.uid, domains.get(goal.domain, goal.domain), what, state, badge, goal.state is GoalState.OPEN)

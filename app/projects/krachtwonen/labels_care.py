"""Guidance and terms in Dutch words, for their pages and the page of a case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from app.access.work import Work
from app.cases.models import Case
from app.cases.queries_timeline import may_read_notes
from app.policy.queries import code_labels
from app.projects.krachtwonen.kinds import GoalState, Origin
from app.projects.krachtwonen.models import GuidanceTrajectory
from app.projects.krachtwonen.models_guidance import Capacity, Goal
from app.projects.krachtwonen.queries_guidance import Guided, capacities, caseload, guidance_of
from app.projects.krachtwonen.queries_running import Running, running_stay
from app.projects.krachtwonen.queries_units import StayRead
from app.web.formatting import date_nl

_STATES = {
    GoalState.OPEN: ("Loopt", "active"),
    GoalState.REACHED: ("Bereikt", "done"),
    GoalState.DROPPED: ("Losgelaten", "ended"),
}
_NO_TEAM = "Partner niet gekend"


@dataclass(frozen=True)
class TeamRow:
    """A partner: its people, and how many households each of them guides."""

    team: str
    fte: Decimal | None
    guided: int
    aftercare: int
    per_fte: Decimal | None


@dataclass(frozen=True)
class GuidedRow:
    """A trajectory that runs."""

    number: str
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


@dataclass(frozen=True)
class TermRow:
    """A stay and the end of its term, in a word and a shape."""

    uid: UUID
    unit: str
    kind: str
    number: str | None
    moved_in: date
    ends_on: date | None
    state: str
    badge: str
    renewals: str
    reason: str


def team_rows(work: Work) -> list[TeamRow]:
    """Every team with people or households today."""
    today, labels = work.clock.today(), code_labels(work.session, "kw_team")
    fte = {each.team: each.fte for each in capacities(work) if _holds(each, today)}
    load = caseload(work, today)
    teams: list[str | None] = [key for key in labels if key in fte or key in load]
    teams += [key for key in load if key not in labels]
    return [
        _team_row(labels.get(key or "", key or _NO_TEAM), fte.get(key or ""), load.get(key, (0, 0))) for key in teams
    ]


def _team_row(team: str, fte: Decimal | None, load: tuple[int, int]) -> TeamRow:
    guided, aftercare = load
    return TeamRow(team, fte, guided, aftercare, Decimal(guided) / fte if fte else None)


def _holds(each: Capacity, day: date) -> bool:
    return each.valid_from <= day and (each.valid_to is None or day < each.valid_to)


def capacity_rows(work: Work) -> list[tuple[str, Decimal, date, date | None]]:
    """(partner, VTE, from, to) of every row that ever held."""
    labels = code_labels(work.session, "kw_team")
    return [(labels.get(each.team, each.team), each.fte, each.valid_from, each.valid_to) for each in capacities(work)]


def guided_rows(work: Work, found: Iterable[Guided]) -> list[GuidedRow]:
    """Trajectories that run, in the order given."""
    labels = code_labels(work.session, "kw_team")
    return [
        GuidedRow(
            number=each.case.number,
            team=team_words(each.trajectory, labels),
            since=each.trajectory.started_on,
            state="Nazorg" if each.trajectory.aftercare_from else "Begeleiding",
            badge="neutral" if each.trajectory.aftercare_from else "active",
            contacts=each.contacts,
            last_contact=each.case.last_contact_on,
            goals=f"{each.goals_reached} bereikt, {each.goals_open} lopen",
        )
        for each in found
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


def term_rows(work: Work, found: Iterable[Running]) -> list[TermRow]:
    """Stays with the end of their term, in the order given; a case's number only for who may see it."""
    kinds, reasons = code_labels(work.session, "facility_kind"), code_labels(work.session, "kw_overrun")
    today = work.clock.today()
    return [_term_row(work, each, kinds, reasons, today) for each in found]


def _term_row(work: Work, each: Running, kinds: dict[str, str], reasons: dict[str, str], today: date) -> TermRow:
    state, badge = _term_state(each, today)
    sees = each.case is not None and work.actor.holds("case.read", each.case.project, each.case.organisation)
    overrun = each.overrun
    most = each.term.renewals if each.term else 0
    return TermRow(
        uid=each.stay.uid,
        unit=each.unit.ref,
        kind=kinds.get(each.unit.kind, each.unit.kind),
        number=each.case.number if each.case is not None and sees else None,
        moved_in=each.stay.moved_in,
        ends_on=each.ends_on,
        state=state,
        badge=badge,
        renewals=f"{sum(not one.is_over_term for one in each.renewals)} van {most}",
        reason=reasons.get(overrun.reason or "", "") if overrun else "",
    )


@dataclass(frozen=True)
class NextRenewal:
    """What one renewal more means for a stay, for its page."""

    facts: list[tuple[str, object]]
    needs_reason: bool


def next_renewal(work: Work, read: StayRead) -> NextRenewal:
    """The term of policy, the renewals that were given and the end that one more brings."""
    found = running_stay(work.session, read.stay, read.unit)
    if found.term is None:
        return NextRenewal([("Termijn", "geen termijn voor deze soort")], needs_reason=False)
    used = sum(not each.is_over_term for each in found.renewals)
    facts: list[tuple[str, object]] = [
        ("Termijn", found.term.label),
        ("Gebruikte verlengingen", f"{used} van {found.term.renewals}"),
        ("Eindigt nu op", date_nl(found.ends_on)),
    ]
    if used < found.term.renewals:
        return NextRenewal([*facts, ("Wordt", date_nl(found.term.end(read.stay.moved_in, used + 1)))], False)
    return NextRenewal([*facts, ("Verder", "alleen door een coördinator, met een reden")], needs_reason=True)


def _term_state(each: Running, today: date) -> tuple[str, str]:
    if each.ends_on is None:
        return "Geen termijn", "neutral"
    left = (each.ends_on - today).days
    if left < 0:
        return f"{days_words(-left)} over het einde", "danger"
    if each.is_over(today):
        return "Over de termijn, met reden", "attention"
    return f"Nog {days_words(left)}", "attention" if left <= 30 else "neutral"


def days_words(number: int) -> str:
    """1 dag, 2 dagen."""
    return "1 dag" if number == 1 else f"{number} dagen"

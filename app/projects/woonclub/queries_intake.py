"""Reading wishes, the intake with its incomes, goals and scores of a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from app.access.work import Work
from app.cases.models import Case
from app.cases.scope import case_scope
from app.clients.models_household import HouseholdSnapshot
from app.core.errors import NotFound
from app.crypto.sealed import load_keys
from app.projects.woonclub.models_intake import Goal, Income, IntakeFile, ScoreSet, Wish
from app.projects.woonclub.rules_intake import Earned


@dataclass(frozen=True)
class Plan:
    """What is known of a household beyond its registration."""

    wish: Wish | None
    intake: IntakeFile | None
    goals: Sequence[Goal]
    scores: Sequence[ScoreSet]


def plan_of(work: Work, case_uid: UUID) -> Plan:
    """The plan of a case that the caller opened within its scope; nothing sealed is opened yet."""
    session = work.session
    goals = list(session.scalars(select(Goal).where(Goal.case_uid == case_uid).order_by(Goal.set_on, Goal.uid)))
    scores = list(session.scalars(select(ScoreSet).where(ScoreSet.case_uid == case_uid).order_by(ScoreSet.on)))
    return Plan(session.get(Wish, case_uid), session.get(IntakeFile, case_uid), goals, scores)


def snapshot_of(work: Work, case: Case) -> HouseholdSnapshot:
    """The household of a case as it was at the registration."""
    return work.session.get_one(HouseholdSnapshot, case.snapshot_uid)


def incomes_of(work: Work, case_uid: UUID) -> list[Income]:
    """The incomes of a case, the main one first."""
    found = list(work.session.scalars(select(Income).where(Income.case_uid == case_uid).order_by(Income.place)))
    load_keys(found)
    return found


def earned(incomes: Sequence[Income]) -> list[Earned]:
    """The same with their amounts opened, for whoever may see them."""
    return [Earned(each.source, each.amount) for each in incomes]


def goal_for_change(work: Work, uid: UUID) -> tuple[Goal, Case]:
    """One goal of a case that the actor may change, as it is now, locked."""
    query = (
        select(Goal, Case)
        .join(Case, Case.uid == Goal.case_uid)
        .where(case_scope(work, "case.write"), Case.voided_on.is_(None), Goal.uid == uid)
    )
    locked = query.with_for_update(of=Goal).execution_options(populate_existing=True)
    found = work.session.execute(locked).one_or_none()
    if found is None:
        raise NotFound
    return found[0], found[1]


def score_set(work: Work, case_uid: UUID, instrument: str, moment: str) -> ScoreSet | None:
    """The scores of a moment with an instrument."""
    query = select(ScoreSet).where(
        ScoreSet.case_uid == case_uid, ScoreSet.instrument == instrument, ScoreSet.moment == moment
    )
    return work.session.scalars(query).one_or_none()

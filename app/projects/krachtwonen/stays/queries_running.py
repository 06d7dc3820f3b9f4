"""Reading terms: every stay that runs with the day on which its term ends, renewals and reminders of many stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from app.access.scope import scope
from app.access.work import Work
from app.cases.models import Case
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.kinds import CRISIS_KINDS, PROJECT_KEY, StayStatus
from app.projects.krachtwonen.permissions import MANAGE
from app.projects.krachtwonen.stays.models import Stay
from app.projects.krachtwonen.stays.models_terms import Reminder, Renewal
from app.projects.krachtwonen.stays.queries_policy import terms
from app.projects.krachtwonen.stays.rules_terms import Term, term_of


@dataclass(frozen=True)
class Running:
    """A stay that runs, and when what was promised or the term of policy ends."""

    stay: Stay
    unit: Unit
    case: Case | None
    term: Term | None
    renewals: list[Renewal]

    @property
    def ends_on(self) -> date | None:
        """What was agreed, else the end of the term with its renewals."""
        return self.stay.agreed_until or self.policy_end

    @property
    def place(self) -> tuple[date, UUID]:
        """Where it stands among others: the first to end first, without an end last."""
        return self.ends_on or date.max, self.stay.uid

    @property
    def used(self) -> int:
        """How many renewals of policy were given."""
        return sum(not each.is_over_term for each in self.renewals)

    @property
    def policy_end(self) -> date | None:
        """Until when policy gives the place, with the renewals that were given."""
        return self.term.end(self.stay.term_began, self.used) if self.term else None

    @property
    def overrun(self) -> Renewal | None:
        """The last time that it was promised beyond the term."""
        return next((each for each in reversed(self.renewals) if each.is_over_term), None)

    def is_over(self, today: date) -> bool:
        """Whether it lasts longer than policy gives, by promise or because nobody left."""
        end = self.policy_end
        return end is not None and end <= today


def running(work: Work, *, without_case: bool = False) -> list[Running]:
    """The stays in units where the actor gives places, the first to end first; beds for a night are no part of it."""
    query = (
        select(Stay, Unit, Case)
        .join(Unit, Unit.uid == Stay.unit_uid)
        .outerjoin(Case, Case.uid == Stay.case_uid)
        .where(
            Stay.status == StayStatus.ARRIVED,
            Unit.kind.not_in(CRISIS_KINDS),
            scope(work.actor, MANAGE, literal(PROJECT_KEY), Unit.organisation),
        )
        .order_by(Stay.moved_in)
    )
    if without_case:
        query = query.where(Stay.case_uid.is_(None))
    rows = work.session.execute(query).all()
    policy = terms(work.session)
    renewals = renewals_of(work.session, [stay.uid for stay, _, _ in rows])
    found = [
        Running(stay, unit, case, term_of(policy, unit.kind, stay.term_began), renewals.get(stay.uid, []))
        for stay, unit, case in rows
    ]
    return sorted(found, key=lambda each: each.place)


def running_stay(session: Session, stay: Stay, unit: Unit) -> Running:
    """One stay that the caller already opened within scope, with its term and renewals."""
    term = term_of(terms(session), unit.kind, stay.term_began)
    return Running(stay, unit, None, term, renewals_of(session, [stay.uid]).get(stay.uid, []))


def renewals_of(session: Session, stay_uids: Sequence[UUID]) -> dict[UUID, list[Renewal]]:
    """The renewals of these stays, in their order."""
    query = select(Renewal).where(Renewal.stay_uid.in_(stay_uids)).order_by(Renewal.number)
    found: dict[UUID, list[Renewal]] = {}
    for renewal in session.scalars(query):
        found.setdefault(renewal.stay_uid, []).append(renewal)
    return found


def reminders_given(session: Session, stay_uids: Sequence[UUID]) -> dict[tuple[UUID, date], list[int]]:
    """How many days ahead reminders went out, for each stay and end."""
    query = select(Reminder).where(Reminder.stay_uid.in_(stay_uids))
    found: dict[tuple[UUID, date], list[int]] = {}
    for reminder in session.scalars(query):
        found.setdefault((reminder.stay_uid, reminder.ends_on), []).append(reminder.days)
    return found

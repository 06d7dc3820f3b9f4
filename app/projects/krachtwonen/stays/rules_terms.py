"""How long a place of each kind is given, and when somebody is reminded that it ends. Pure; policy comes in as rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.core.workdays import plus_months


class TermUnit(StrEnum):
    """In what a term is counted."""

    NIGHTS = "nights"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Term:
    """How long a kind of facility is given, while the rule was in force."""

    kind: str
    label: str
    count: int
    unit: TermUnit
    valid_from: date
    valid_to: date | None
    renewals: int = 0
    renewal_count: int = 0
    coordinator_count: int | None = None

    def end(self, first: date, renewals: int = 0) -> date:
        """The first night that is no longer given: after the term and so many renewals."""
        return _after(first, self.count + min(renewals, self.renewals) * self.renewal_count, self.unit)

    def longest(self, first: date, *, by_coordinator: bool) -> date:
        """The latest day on which a stay that is given in nights may end (BR05)."""
        return _after(first, self.coordinator_count or self.count if by_coordinator else self.count, self.unit)

    def extended(self, ends: date) -> date:
        """One renewal further, or one term where there are none."""
        return _after(ends, self.renewal_count or self.count, self.unit)


@dataclass(frozen=True, slots=True)
class Promise:
    """What one renewal more would bring."""

    until: date
    is_over_term: bool


def next_promise(term: Term, began: date, agreed_until: date | None, used: int, today: date) -> Promise:
    """The first end of policy beyond what was promised and beyond today, else one term more than policy gives.

    A renewal promises more, never less (BR05): a register may hold a longer promise than the term and its renewals.
    """
    promised = max(agreed_until or today, today)
    for number in range(used + 1, term.renewals + 1):
        if term.end(began, number) > promised:
            return Promise(term.end(began, number), is_over_term=False)
    until = term.extended(max(agreed_until or began, term.end(began, term.renewals)))
    return Promise(until if until > today else term.extended(today), is_over_term=True)


def term_of(terms: Iterable[Term], kind: str, day: date) -> Term | None:
    """The term of this kind in force on a day."""
    found = (each for each in terms if each.kind == kind and each.valid_from <= day)
    return next((each for each in found if each.valid_to is None or day < each.valid_to), None)


def reminder_due(ends: date, today: date, ahead: Sequence[int], sent: Iterable[int]) -> int | None:
    """The nearest reminder whose day has come and that was not given; one task, also when several days were missed."""
    left = (ends - today).days
    come = [days for days in ahead if left <= days]
    nearest = min(come, default=None)
    return None if nearest is None or nearest in set(sent) else nearest


def _after(day: date, count: int, unit: TermUnit) -> date:
    return plus_months(day, count) if unit is TermUnit.MONTHS else day + timedelta(days=count)

"""What keeps a bed from being given: longer than the term of its kind, or a suspension."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from app.access.work import Work
from app.core.errors import Refused
from app.projects.krachtwonen.crisis.queries import suspension_of
from app.projects.krachtwonen.crisis.rules import suspended_until
from app.projects.krachtwonen.kinds import PROJECT_KEY
from app.projects.krachtwonen.permissions import DECIDE
from app.projects.krachtwonen.stays.queries_policy import terms
from app.projects.krachtwonen.stays.rules import Nights
from app.projects.krachtwonen.stays.rules_terms import term_of


def check_longest(work: Work, *, kind: str, nights: Nights, organisation: str) -> None:
    """Refused beyond the nights of policy: one in a bed, more by a coordinator, 21 in the studio."""
    term = term_of(terms(work.session), kind, nights.first)
    if term is None:
        return
    by_coordinator = work.actor.holds(DECIDE, PROJECT_KEY, organisation)
    last = term.longest(nights.first, by_coordinator=by_coordinator)
    if nights.until is not None and nights.until <= last:
        return
    who = "" if by_coordinator or not term.coordinator_count else " Een coördinator kan meer nachten geven."
    raise Refused(f"Dit bed wordt hoogstens tot {last:%d/%m/%Y} gegeven.{who}", "until")


def check_first_term(work: Work, *, kind: str, nights: Nights) -> None:
    """Refused when a home is promised for longer than its first term: what follows is a renewal (BR05)."""
    term = term_of(terms(work.session), kind, nights.first)
    if term is not None and nights.until is not None and nights.until > term.end(nights.first):
        last = f"{term.end(nights.first):%d/%m/%Y}"
        raise Refused(f"De eerste termijn eindigt op {last}. Daarna kun je verlengen.", "until")


def refuse_suspended(work: Work, person_uids: Iterable[UUID], night: date) -> None:
    """Refused while one of these people is suspended."""
    found = suspension_of(work, person_uids, night)
    if found is not None:
        raise Refused(suspended_until(found.until), "persons")

"""Where a right, a guarantee loan and an accelerated allocation stand, and what may follow. Pure; texts in Dutch."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from app.core.errors import Refused
from app.core.workdays import Unit, WorkCalendar, plus_months

GRANTED: Final = "granted"
REFUSED: Final = "refused"
WITHDRAWN: Final = "withdrawn"


class RightState(StrEnum):
    """Where a right stands; one that nobody looked at has no row."""

    NOT_APPLICABLE = "not_applicable"
    POSSIBLE = "possible"
    APPLIED = "applied"
    GRANTED = "granted"
    REFUSED = "refused"
    ENJOYED = "enjoyed"
    """The household had it before it came."""


FOUND: Final = frozenset({RightState.POSSIBLE, RightState.APPLIED, RightState.GRANTED, RightState.REFUSED})
"""Says that a household may have something that it did not have."""
APPLIED: Final = FOUND - {RightState.POSSIBLE}
"""Says that it was applied for."""


class Phase(StrEnum):
    """Where an application for accelerated allocation stands."""

    PREPARING = "preparing"
    SUBMITTED = "submitted"
    ADMISSIBLE = "admissible"
    LISTED = "listed"
    OFFERED = "offered"
    ALLOCATED = "allocated"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


FOLLOWS: Final = {
    Phase.PREPARING: frozenset({Phase.SUBMITTED, Phase.WITHDRAWN}),
    Phase.SUBMITTED: frozenset({Phase.ADMISSIBLE, Phase.REFUSED, Phase.WITHDRAWN}),
    Phase.ADMISSIBLE: frozenset({Phase.LISTED, Phase.REFUSED, Phase.WITHDRAWN}),
    Phase.LISTED: frozenset({Phase.OFFERED, Phase.REFUSED, Phase.WITHDRAWN}),
    Phase.OFFERED: frozenset({Phase.ALLOCATED, Phase.LISTED, Phase.REFUSED, Phase.WITHDRAWN}),
}
"""What may come after a phase: an offer that is not taken leads back to the list; the other three are an end."""


@dataclass(frozen=True)
class Judged:
    """What is said of one right."""

    state: RightState
    on: date
    refusal_reason: str | None = None
    next_check_on: date | None = None
    yearly_cents: int | None = None


def check_judged(last: date | None, judged: Judged, today: date) -> None:
    """Nothing lies ahead or before the last step, a refusal has its reason; the same day is said anew."""
    if judged.on > today:
        raise Refused("Deze dag moet nog komen. Kies vandaag of een dag ervoor.", "on")
    if last is not None and judged.on < last:
        raise Refused(f"De vorige stap is van {last:%d/%m/%Y}. Kies die dag of een latere.", "on")
    if (judged.state is RightState.REFUSED) != (judged.refusal_reason is not None):
        lacks = judged.refusal_reason is None
        raise Refused(
            "Kies waarom het geweigerd werd." if lacks else "Een reden hoort bij een weigering.", "refusal_reason"
        )
    if judged.next_check_on is not None and judged.next_check_on <= judged.on:
        raise Refused("Kies een dag na deze stap.", "next_check_on")
    if judged.yearly_cents is not None and judged.yearly_cents < 0:
        raise Refused("Een bedrag is nul of meer.", "yearly_cents")


@dataclass(frozen=True)
class LoanTerms:
    """What a rent-guarantee loan is held to on a day."""

    max_cents: int
    lease_months: int
    complete_days: int
    decision_days: int


def lease_too_old(signed_on: date | None, on: date, terms: LoanTerms) -> bool:
    """Whether the lease was signed too long before the application (BR22)."""
    return signed_on is not None and plus_months(signed_on, terms.lease_months) < on


def missing_papers(
    present: list[str], every: list[str], not_in_principle: frozenset[str], has_lease: bool
) -> list[str]:
    """What the file still lacks; an application in principle does without what only a lease gives."""
    return [key for key in every if key not in present and (has_lease or key not in not_in_principle)]


def check_loan_amount(cents: int, terms: LoanTerms, field: str) -> None:
    """The loan is positive and within the highest amount."""
    if cents <= 0:
        raise Refused("Vul een bedrag groter dan nul in.", field)
    if cents > terms.max_cents:
        whole, cents_left = divmod(terms.max_cents, 100)
        euro = f"{whole:,}".replace(",", ".") + (f",{cents_left:02}" if cents_left else "")
        raise Refused(f"Voor dit gezin is de lening hoogstens {euro} euro. Vul hoogstens dat bedrag in.", field)


def decision_due(submitted_on: date, terms: LoanTerms, calendar: WorkCalendar) -> date:
    """The day by which the fund decides: so many working days after looking whether the file is complete."""
    complete = calendar.after(submitted_on, terms.complete_days, Unit.WORKING_DAYS)
    return calendar.after(complete, terms.decision_days, Unit.WORKING_DAYS)


def check_step(phase: Phase, to: Phase, last: date, on: date, today: date) -> None:
    """A phase follows its own, on or after the day of the step before it."""
    if to not in FOLLOWS.get(phase, frozenset()):
        raise Refused("Deze stap volgt niet op de vorige. Kies een stap uit de lijst.", "phase")
    if on > today:
        raise Refused("Deze dag moet nog komen. Kies vandaag of een dag ervoor.", "on")
    if on < last:
        raise Refused(f"De vorige stap is van {last:%d/%m/%Y}. Kies die dag of een latere.", "on")

"""Terms in words: which stays end when, and what one renewal more means."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.access.work import Work
from app.policy.queries import code_labels
from app.projects.krachtwonen.stays.queries_reading import StayRead
from app.projects.krachtwonen.stays.queries_running import Running, running_stay
from app.projects.krachtwonen.stays.rules_terms import next_promise
from app.web.formatting import date_nl


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
    facts: list[tuple[str, object]] = [
        ("Termijn", found.term.label),
        ("Gebruikte verlengingen", f"{found.used} van {found.term.renewals}"),
        ("Eindigt nu op", date_nl(found.ends_on)),
    ]
    today = work.clock.today()
    promise = next_promise(found.term, read.stay.term_began, read.stay.agreed_until, found.used, today)
    facts.append(("Wordt", date_nl(promise.until)))
    if promise.is_over_term:
        facts.append(("Verder", "alleen door een coördinator, met een reden"))
    return NextRenewal(facts, needs_reason=promise.is_over_term)


def _term_state(each: Running, today: date) -> tuple[str, str]:
    if each.ends_on is None:
        return "Geen termijn", "neutral"
    left = (each.ends_on - today).days
    if left < 0:
        return f"{days_words(-left)} over het einde", "danger"
    if each.is_over(today):
        if each.overrun is not None and each.overrun.reason:
            return "Over de termijn, met reden", "attention"
        return "Over de termijn, reden niet gekend", "danger"
    return f"Nog {days_words(left)}", "attention" if left <= 30 else "neutral"


def days_words(number: int) -> str:
    """1 dag, 2 dagen."""
    return "1 dag" if number == 1 else f"{number} dagen"

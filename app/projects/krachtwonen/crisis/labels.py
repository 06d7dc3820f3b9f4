"""The crisis network in Dutch words: beds of tonight, guests, questions and what is still to be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from app.access.work import Work
from app.clients.labels import full_name
from app.clients.models import Person
from app.organisations.queries import municipality_names
from app.policy.queries import code_labels
from app.projects.krachtwonen.crisis.forms import places_words
from app.projects.krachtwonen.crisis.models import CrisisRequest, Suspension
from app.projects.krachtwonen.crisis.queries import Bed, Guest, admissions_of
from app.projects.krachtwonen.crisis.queries_policy import crisis_rules
from app.projects.krachtwonen.crisis.rules import CrisisRules, night_of, repeated_use
from app.projects.krachtwonen.kinds import CrisisOutcome, StayStatus
from app.web.formatting import date_nl, datetime_nl

OUTCOMES = {
    CrisisOutcome.OPEN: ("Nog te beantwoorden", "attention"),
    CrisisOutcome.ADMITTED: ("Opgenomen", "done"),
    CrisisOutcome.REFUSED: ("Geweigerd", "danger"),
    CrisisOutcome.YOUTH: ("Naar jeugdhulp", "active"),
    CrisisOutcome.WITHDRAWN: ("Niet meer nodig", "ended"),
}


@dataclass(frozen=True)
class BedRow:
    """A bed and whether it can be given tonight, in a word and a shape."""

    name: str
    kind: str
    state: str
    badge: str


@dataclass(frozen=True)
class GuestRow:
    """Somebody who sleeps in the network."""

    group: str
    name: str
    person_uid: UUID
    bed: str
    since: date
    until: date | None
    is_overdue: bool
    repeat: str
    is_here: bool


@dataclass(frozen=True)
class RequestRow:
    """A question, what became of it, and who takes over by when."""

    ref: str
    asked_at: str
    who: str
    people: str
    outcome: str
    badge: str
    reason: str
    group: str | None
    is_open: bool
    due: str
    is_late: bool


@dataclass(frozen=True)
class SuspensionRow:
    """Somebody who gets no bed for a while."""

    uid: UUID
    person_uid: UUID
    name: str
    reason: str
    since: date
    until: date
    review_on: date | None


def tonight(work: Work) -> date:
    """The evening of the night that it is now."""
    return night_of(work.clock.now(), crisis_rules(work.session, work.clock.today()))


def bed_rows(work: Work, beds: Iterable[Bed]) -> list[BedRow]:
    """The beds of tonight."""
    kinds = code_labels(work.session, "facility_kind")
    return [BedRow(bed.unit.ref, kinds.get(bed.unit.kind, ""), *_bed_state(bed)) for bed in beds]


def _bed_state(bed: Bed) -> tuple[str, str]:
    if bed.is_overdue:
        return "Vertrek nog te noteren", "attention"
    if bed.free:
        return f"{places_words(bed.free)} vrij", "done"
    return "Bezet", "ended"


def guest_rows(work: Work, guests: list[Guest], night: date) -> list[GuestRow]:
    """Who is there, with a word for whoever comes very often."""
    rules = crisis_rules(work.session, night)
    farthest = night - timedelta(days=max((repeat.days for repeat in rules.repeats), default=0))
    nights = admissions_of(work, [guest.person.uid for guest in guests], farthest)
    return [_guest_row(guest, nights.get(guest.person.uid, []), rules, night) for guest in guests]


def _guest_row(guest: Guest, nights: list[date], rules: CrisisRules, night: date) -> GuestRow:
    repeat = repeated_use(nights, max(guest.presence.first_night, *nights) if nights else night, rules)
    is_here = guest.stay is None or guest.stay.status is StayStatus.ARRIVED
    until = guest.presence.until
    return GuestRow(
        group=guest.crisis.stay_group or "",
        name=full_name(guest.person),
        person_uid=guest.person.uid,
        bed=guest.unit.ref if guest.unit else "Geen bed genoteerd",
        since=guest.presence.first_night,
        until=until,
        is_overdue=is_here and until is not None and until <= night,
        repeat=repeat.label if repeat else "",
        is_here=is_here,
    )


def request_rows(work: Work, requests: Iterable[CrisisRequest]) -> list[RequestRow]:
    """Questions in words, in the order given."""
    callers, reasons = code_labels(work.session, "referrer_type"), code_labels(work.session, "crisis_refusal")
    places, now = municipality_names(work.session), work.clock.now()
    return [_request_row(each, callers, reasons, places, now) for each in requests]


def _request_row(
    each: CrisisRequest, callers: dict[str, str], reasons: dict[str, str], places: dict[str, str], now: datetime
) -> RequestRow:
    outcome, badge = OUTCOMES[each.outcome]
    caller = callers.get(each.referrer, each.referrer)
    place = places.get(each.municipality or "")
    return RequestRow(
        ref=each.ref,
        asked_at=datetime_nl(each.asked_at),
        who=f"{caller}, {place}" if place else caller,
        people=people_words(each.adults, each.children),
        outcome=outcome,
        badge=badge,
        reason=reasons.get(each.reason or "", ""),
        group=each.stay_group,
        is_open=each.outcome is CrisisOutcome.OPEN,
        due=_due_words(each),
        is_late=each.follow_up_due is not None and each.followed_up_on is None and each.follow_up_due < now,
    )


def people_words(adults: int, children: int) -> str:
    """1 volwassene en 2 kinderen."""
    grown = {0: "", 1: "1 volwassene"}.get(adults, f"{adults} volwassenen")
    small = {0: "", 1: "1 kind"}.get(children, f"{children} kinderen")
    return " en ".join(part for part in (grown, small) if part)


def _due_words(each: CrisisRequest) -> str:
    if each.follow_up_due is None:
        return ""
    if each.followed_up_on is not None:
        return f"Overgenomen op {date_nl(each.followed_up_on)}"
    return f"Over te nemen voor {datetime_nl(each.follow_up_due)}"


def suspension_rows(work: Work, found: Iterable[tuple[Suspension, Person]]) -> list[SuspensionRow]:
    """Who gets no bed for a while, in the order given."""
    reasons = code_labels(work.session, "crisis_suspension")
    return [
        SuspensionRow(
            each.uid,
            person.uid,
            full_name(person),
            reasons.get(each.reason, each.reason),
            each.since,
            each.until,
            each.review_on,
        )
        for each, person in found
    ]

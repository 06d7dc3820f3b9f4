"""Referrals to the recovery stay in Dutch words; everything here is read under the medical permission only."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.access.work import Work
from app.clients.labels import full_name
from app.policy.queries import code_labels, codes
from app.projects.krachtwonen.kinds import MedicalDecision
from app.projects.krachtwonen.recovery.queries import Referred
from app.projects.krachtwonen.recovery.service import NO, YES
from app.projects.krachtwonen.stays.rules import Nights
from app.projects.krachtwonen.words import until_words
from app.web.formatting import date_nl

_UNKNOWN = "Persoon niet gekend"


@dataclass(frozen=True)
class ReferralRow:
    """A referral in a list."""

    ref: str
    name: str
    person_uid: UUID | None
    referred_on: date
    state: str
    badge: str
    detail: str
    is_open: bool
    is_here: bool


def referral_row(work: Work, each: Referred) -> ReferralRow:
    """Where a referral stands."""
    state, badge, detail = _state(work, each)
    return ReferralRow(
        ref=each.referral.ref,
        name=full_name(each.person) if each.person else _UNKNOWN,
        person_uid=each.person.uid if each.person else None,
        referred_on=each.referral.referred_on,
        state=state,
        badge=badge,
        detail=detail,
        is_open=each.referral.decision is MedicalDecision.OPEN,
        is_here=each.presence is not None and (each.file is None or each.file.discharged_on is None),
    )


def _state(work: Work, each: Referred) -> tuple[str, str, str]:
    if each.referral.decision is MedicalDecision.OPEN:
        return "Te beslissen", "attention", ""
    if each.referral.decision is MedicalDecision.REFUSED:
        reasons = code_labels(work.session, "medical_refusal")
        return "Geweigerd", "danger", reasons.get(each.referral.refusal_reason or "", "")
    if each.referral.decision is MedicalDecision.WITHDRAWN:
        return "Ingetrokken", "ended", ""
    if each.file is not None and each.file.discharged_on is not None:
        places = code_labels(work.session, "exit_destination")
        return "Vertrokken", "ended", places.get(each.file.destination or "", "")
    until = each.presence.until if each.presence else None
    ends = f"Tot {until:%d/%m/%Y}" if until else "Zonder einddatum"
    return (
        ("Vertrek nog te noteren", "attention", ends)
        if until and until < work.clock.today()
        else ("Verblijft", "active", ends)
    )


def stay_pairs(each: Referred) -> list[tuple[str, str]]:
    """From when until when somebody had a place, and for how many nights."""
    if each.presence is None:
        return []
    nights = Nights(each.presence.first_night, each.presence.until)
    number = "" if nights.count is None else f", {nights.count} {'nacht' if nights.count == 1 else 'nachten'}"
    return [("Verblijf", f"van {date_nl(nights.first)} {until_words(nights.until)}{number}")]


def care_pairs(work: Work, each: Referred) -> list[tuple[str, str]]:
    """What is medical about a referral, opened for this page."""
    if each.file is None:
        return []
    needs, callers = code_labels(work.session, "medical_need"), code_labels(work.session, "referrer_type")
    return [
        ("Aangemeld door", callers.get(each.file.referrer, each.file.referrer)),
        ("Zorg", needs.get(each.file.need or "", "Niet gekend")),
        ("Zorgplan", {YES: "Ja", NO: "Nee"}.get(each.file.care_plan or "", "Niet gekend")),
        ("Te weten", each.file.note or ""),
    ]


def criterion_rows(work: Work, each: Referred) -> list[tuple[str, str, str]]:
    """(criterion, word, shape) of every criterion in force when the referral came."""
    known = (each.file.criteria if each.file else None) or {}
    words = {YES: ("Vervuld", "done"), NO: ("Niet vervuld", "danger")}
    found = codes(work.session, "medical_criterion", each.referral.referred_on)
    return [(code.label_nl, *words.get(known.get(code.key, ""), ("Te toetsen", "neutral"))) for code in found]

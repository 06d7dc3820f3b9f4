"""The verbs of the recovery stay that figures count: a referral, its admission or its refusal."""

from datetime import date
from uuid import UUID

from app.access.work import Work
from app.clients.queries import person_for
from app.core.errors import NotFound, Refused
from app.core.uid import new_uid
from app.policy.queries import codes
from app.projects.krachtwonen.crisis.service import give_bed
from app.projects.krachtwonen.kinds import PROJECT_KEY, MedicalDecision
from app.projects.krachtwonen.permissions import MEDICAL
from app.projects.krachtwonen.recovery.models import MedicalReferral
from app.projects.krachtwonen.stays.rules import Nights, check_nights, check_not_future


def refer_to_recovery(work: Work, *, referred_on: date, organisation: str) -> MedicalReferral:
    """Somebody is referred to the medical recovery stay."""
    _require_medical(work, organisation)
    check_not_future(referred_on, work.clock.today(), "referred_on")
    uid = new_uid()
    referral = MedicalReferral(
        uid=uid,
        ref=f"H-{uid.hex[-10:]}",
        referred_on=referred_on,
        decision=MedicalDecision.OPEN,
        organisation=organisation,
    )
    work.session.add(referral)
    work.trail.record("krachtwonen.refer", "kw_medical_referral", uid)
    work.session.flush()
    return referral


def refuse_recovery(work: Work, *, referral: MedicalReferral, on: date, reason: str) -> None:
    """The referral does not answer the criteria; the reason comes from the list."""
    _require_open(work, referral, on)
    if reason not in {code.key for code in codes(work.session, "medical_refusal", on)}:
        raise Refused("Kies een reden uit de lijst.", "refusal_reason")
    referral.decision, referral.decided_on = MedicalDecision.REFUSED, on
    referral.refusal_reason = reason
    _decided(work, referral)


def admit_to_recovery(
    work: Work, *, referral: MedicalReferral, person_uid: UUID, nights: Nights, unit_uid: UUID | None = None
) -> None:
    """Somebody who was referred comes to recover, from a first night on."""
    _require_open(work, referral, nights.first)
    person_for(work, person_uid)
    check_nights(nights, "until")
    presence = give_bed(work, person_uid, nights, unit_uid, None)
    referral.decision, referral.decided_on = MedicalDecision.ADMITTED, nights.first
    referral.presence_uid = presence.uid
    _decided(work, referral)


def _require_medical(work: Work, organisation: str) -> None:
    if not work.actor.holds(MEDICAL, PROJECT_KEY, organisation):
        raise NotFound


def _require_open(work: Work, referral: MedicalReferral, on: date) -> None:
    _require_medical(work, referral.organisation)
    check_not_future(on, work.clock.today(), "on")
    if referral.decision is not MedicalDecision.OPEN:
        raise Refused("Over deze aanmelding is al beslist.")
    if on < referral.referred_on:
        raise Refused(f"De aanmelding is van {referral.referred_on:%d/%m/%Y}. Kies die dag of een latere.", "on")


def _decided(work: Work, referral: MedicalReferral) -> None:
    fields = ["decision", "decided_on", "refusal_reason", "presence_uid"]
    work.trail.record("krachtwonen.recovery", "kw_medical_referral", referral.uid, fields=fields)
    work.session.flush()

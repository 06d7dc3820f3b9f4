"""The verbs of the recovery stay beside its facts: refer a person, test the criteria, admit, discharge somewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select

from app.access.work import Work
from app.clients.queries import person_for
from app.core.errors import NotFound, Refused
from app.policy.queries import codes
from app.projects.krachtwonen.kinds import PROJECT_KEY, MedicalDecision
from app.projects.krachtwonen.permissions import MEDICAL
from app.projects.krachtwonen.recovery.models import MedicalFile, MedicalReferral
from app.projects.krachtwonen.recovery.service_facts import admit_to_recovery, refer_to_recovery
from app.projects.krachtwonen.stays.models import Presence
from app.projects.krachtwonen.stays.queries_policy import terms
from app.projects.krachtwonen.stays.rules import Nights, check_departure
from app.projects.krachtwonen.stays.rules_terms import term_of
from app.projects.krachtwonen.stays.service import leave

RESPITE: Final = "medical_respite"
YES, NO = "ja", "nee"


@dataclass(frozen=True)
class Need:
    """The little that has to be known: which care, whether a plan of care exists, and one note."""

    need: str
    has_care_plan: bool
    note: str | None = None


def refer(work: Work, *, person_uid: UUID, organisation: str, referrer: str, on: date, need: Need) -> MedicalReferral:
    """Refer somebody to the recovery stay; what is medical is sealed under their own key."""
    person_for(work, person_uid)
    for name, key, field in (("referrer_type", referrer, "referrer"), ("medical_need", need.need, "need")):
        if key not in {code.key for code in codes(work.session, name, on)}:
            raise Refused("Kies uit de lijst.", field)
    referral = refer_to_recovery(work, referred_on=on, organisation=organisation)
    work.session.add(
        MedicalFile(
            uid=referral.uid,
            person_uid=person_uid,
            referrer=referrer,
            need=need.need,
            care_plan=YES if need.has_care_plan else NO,
            note=need.note,
        )
    )
    work.session.flush()
    return referral


def judge_criteria(work: Work, *, referral: MedicalReferral, met: Mapping[str, bool]) -> None:
    """Write down which of the criteria are met, medical and social; each of those in force is answered."""
    _require(work, referral)
    if referral.decision is not MedicalDecision.OPEN:
        raise Refused("Over deze aanmelding is al beslist.")
    known = {code.key for code in codes(work.session, "medical_criterion", referral.referred_on)}
    if set(met) != known:
        raise Refused("Antwoord op elk criterium.", "met")
    file = file_of(work, referral)
    file.criteria = {key: YES if met[key] else NO for key in sorted(met)}
    work.trail.record("krachtwonen.judge_criteria", "kw_medical_referral", referral.uid, fields=["criteria"])
    work.session.flush()


def admit_tested(
    work: Work, *, referral: MedicalReferral, first: date, until: date | None, unit_uid: UUID | None = None
) -> None:
    """Admit somebody who meets every criterion, for no longer than the term of policy."""
    _require(work, referral)
    file = file_of(work, referral)
    if not file.criteria or NO in file.criteria.values():
        raise Refused("Niet elk criterium is vervuld. Toets eerst de criteria, of weiger met een reden.")
    term = term_of(terms(work.session), RESPITE, first)
    longest = term.end(first) if term else None
    if longest is not None and until is not None and until > longest:
        raise Refused(f"Een herstelverblijf duurt hoogstens tot {longest:%d/%m/%Y}.", "until")
    nights = Nights(first, until or longest)
    admit_to_recovery(work, referral=referral, person_uid=file.person_uid, nights=nights, unit_uid=unit_uid)


def discharge(work: Work, *, referral: MedicalReferral, on: date, destination: str) -> None:
    """Somebody leaves the recovery stay; where to is always asked (BR20)."""
    _require(work, referral)
    if referral.presence_uid is None:
        raise Refused("Deze persoon is niet opgenomen.")
    file = file_of(work, referral)
    if file.discharged_on is not None:
        raise Refused(f"Het vertrek op {file.discharged_on:%d/%m/%Y} is al genoteerd.")
    if destination not in {code.key for code in codes(work.session, "exit_destination", on)}:
        raise Refused("Kies een bestemming uit de lijst.", "destination")
    presence = work.session.get_one(Presence, referral.presence_uid, with_for_update=True)
    check_departure(on, presence.first_night, work.clock.today())
    if presence.stay_uid is not None:
        leave(work, stay_uid=presence.stay_uid, on=on, destination=destination)
    elif presence.until is not None and on > presence.until:
        raise Refused(f"Het verblijf is afgesproken tot {presence.until:%d/%m/%Y}. Kies een vroegere dag.", "on")
    presence.until = on
    file.discharged_on, file.destination = on, destination
    fields = ["discharged_on", "destination"]
    work.trail.record("krachtwonen.discharge", "kw_medical_referral", referral.uid, fields=fields)
    work.session.flush()


def file_of(work: Work, referral: MedicalReferral) -> MedicalFile:
    """The medical file of a referral that the actor may handle; of one from a register it is made when needed."""
    _require(work, referral)
    found = work.session.scalars(select(MedicalFile).where(MedicalFile.uid == referral.uid)).one_or_none()
    if found is not None:
        return found
    presence = work.session.get(Presence, referral.presence_uid) if referral.presence_uid else None
    if presence is None:
        raise Refused("Van deze aanmelding is niet gekend over wie ze gaat.")
    file = MedicalFile(uid=referral.uid, person_uid=presence.person_uid, referrer="other")
    work.session.add(file)
    work.session.flush()
    return file


def _require(work: Work, referral: MedicalReferral) -> None:
    if not work.actor.holds(MEDICAL, PROJECT_KEY, referral.organisation):
        raise NotFound

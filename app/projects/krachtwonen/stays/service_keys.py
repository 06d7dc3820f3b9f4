"""The verbs around a key: hand it over with the papers, take it back, write down nights elsewhere."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from app.access.work import Work
from app.cases.models import Case
from app.cases.service_tasks import add_task
from app.core.errors import NotFound, Refused
from app.organisations.queries import organisation_names
from app.policy.queries import codes
from app.projects.krachtwonen.homes.queries import terms_on
from app.projects.krachtwonen.homes.service import set_state
from app.projects.krachtwonen.kinds import StayStatus
from app.projects.krachtwonen.stays.models import Stay
from app.projects.krachtwonen.stays.models_papers import Absence, Agreement
from app.projects.krachtwonen.stays.queries import stay_for
from app.projects.krachtwonen.stays.rules import Nights, check_nights
from app.projects.krachtwonen.stays.rules_papers import Papers, check_papers
from app.projects.krachtwonen.stays.service import arrive_as_planned, leave

_COMPETENCE_WITHIN: Final = timedelta(days=7)


@dataclass(frozen=True)
class Return:
    """What is known when a household gives the key back."""

    on: date
    destination: str | None
    inventory_out_on: date | None = None
    cleaning_until: date | None = None


def hand_over(work: Work, *, stay_uid: UUID, on: date, papers: Papers) -> Stay:
    """Give the key to a household whose place was planned: only with an agreement, house rules and inventory (BR04)."""
    check_papers(papers, on)
    if papers.kind not in {code.key for code in codes(work.session, "kw_agreement", on)}:
        raise Refused("Kies een overeenkomst uit de lijst.", "kind")
    stay = arrive_as_planned(work, stay_uid=stay_uid, on=on)
    terms = terms_on(work, stay.unit_uid, on)
    work.session.add(
        Agreement(
            stay_uid=stay.uid,
            kind=papers.kind,
            signed_on=papers.signed_on,
            house_rules_on=papers.house_rules_on,
            inventory_in_on=papers.inventory_in_on,
            keys=papers.keys,
            fee_cents=terms.fee_cents if terms else None,
            fee_per=terms.fee_per if terms else None,
        )
    )
    work.trail.record("krachtwonen.hand_over", "kw_stay", stay.uid, case_uid=stay.case_uid, detail=papers.kind)
    work.session.flush()
    _settle_competence(work, stay)
    return stay


def check_out(work: Work, *, stay_uid: UUID, back: Return) -> Stay:
    """Take the key back: the stay ends, and the home is cleaned for a while where that is said."""
    stay = leave(work, stay_uid=stay_uid, on=back.on, destination=back.destination)
    papers = work.session.get(Agreement, stay.uid)
    if papers is not None and back.inventory_out_on is not None:
        papers.inventory_out_on = back.inventory_out_on
    if back.cleaning_until is not None and back.cleaning_until > back.on:
        set_state(
            work,
            unit_uid=stay.unit_uid,
            state="cleaning",
            since=back.on,
            until=back.cleaning_until,
            reason="turnover",
        )
    work.session.flush()
    return stay


def note_absence(work: Work, *, stay_uid: UUID, away_from: date, back_on: date | None, reason: str) -> Absence:
    """A household sleeps elsewhere for some nights and keeps its home."""
    stay, _unit = stay_for(work, stay_uid)
    check_nights(Nights(away_from, back_on), "back_on")
    if stay.status is not StayStatus.ARRIVED:
        raise Refused("Dit kan alleen bij wie er nu woont.")
    if away_from < stay.moved_in:
        raise Refused(f"De bewoning begon op {stay.moved_in:%d/%m/%Y}. Kies die dag of een latere.", "away_from")
    if reason not in {code.key for code in codes(work.session, "kw_absence", away_from)}:
        raise Refused("Kies een reden uit de lijst.", "reason")
    known = work.session.scalars(select(Absence).where(Absence.stay_uid == stay.uid))
    if any(Nights(one.away_from, one.back_on).overlaps(Nights(away_from, back_on)) for one in known):
        raise Refused("Voor een van deze nachten is al genoteerd dat het gezin elders is.", "away_from")
    absence = Absence(stay_uid=stay.uid, away_from=away_from, back_on=back_on, reason=reason)
    work.session.add(absence)
    work.trail.record("krachtwonen.away", "kw_absence", absence.uid, case_uid=stay.case_uid, detail=reason)
    work.session.flush()
    return absence


def come_back(work: Work, *, absence_uid: UUID, on: date) -> Absence:
    """The household sleeps at home again from this night on."""
    absence = work.session.get(Absence, absence_uid)
    if absence is None:
        raise NotFound
    stay, _unit = stay_for(work, absence.stay_uid)
    work.session.refresh(absence)
    if on <= absence.away_from:
        raise Refused(f"Het gezin is weg sinds {absence.away_from:%d/%m/%Y}. Kies een latere dag.", "on")
    absence.back_on = on
    work.trail.record("krachtwonen.back", "kw_absence", absence.uid, case_uid=stay.case_uid, fields=["back_on"])
    work.session.flush()
    return absence


def _settle_competence(work: Work, stay: Stay) -> None:
    """Income support goes to the OCMW of the home (BR09): who sent the household has to hand that over."""
    case = work.session.get(Case, stay.case_uid) if stay.case_uid else None
    _stay, unit = stay_for(work, stay.uid)
    if case is None or case.organisation == unit.organisation:
        return
    name = organisation_names(work.session).get(unit.organisation, unit.organisation)
    what = f"Leefloon en bevoegdheid overdragen aan {name}, waar de woning ligt"
    add_task(work, case=case, what=what, due_on=work.clock.today() + _COMPETENCE_WITHIN)

"""The verbs of the regional desk: report a situation, report it again, decide on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from app.access.work import Work
from app.cases.loading import require_writable
from app.cases.models import Case
from app.cases.service import change_phase, open_case, reopen_case
from app.clients.household import current_household, take_snapshot
from app.clients.queries import person_for
from app.core.errors import NotFound, Refused
from app.organisations.queries import municipalities
from app.policy.queries import codes
from app.projects.krachtwonen.desk.models import Situation, SituationPerson
from app.projects.krachtwonen.desk.queries import situation_of
from app.projects.krachtwonen.desk.queries_policy import same_situation_since
from app.projects.krachtwonen.desk.rules import check_decision
from app.projects.krachtwonen.kinds import PROJECT_KEY
from app.projects.krachtwonen.permissions import DECIDE
from app.projects.krachtwonen.stays.rules import check_not_future

_DECIDED = "besluit"


@dataclass(frozen=True)
class Report:
    """What is told when a situation is reported."""

    reported_on: date
    municipality: str
    adults: int
    children: int
    tried: str | None = None


@dataclass(frozen=True)
class Decision:
    """What a coordinator decided: an offer, or why there is none."""

    on: date
    offer: str | None = None
    not_retained: str | None = None


def report_situation(
    work: Work, *, person_uid: UUID, others: Sequence[UUID] = (), report: Report, organisation: str
) -> Case:
    """Open a case for the household of a person, with everybody concerned.

    Refused while a situation of the household is open, or shortly after it was closed: it is then the same one (RM01).
    """
    person = person_for(work, person_uid, "person.write")
    check_not_future(report.reported_on, work.clock.today(), "reported_on")
    if report.municipality not in {place.nis5 for place in municipalities(work.session, report.reported_on)}:
        raise Refused("Kies een gemeente uit de lijst.", "municipality")
    household = current_household(work, person_uid=person.uid, on=report.reported_on)
    _refuse_same(work, household.uid, report.reported_on)
    snapshot = take_snapshot(
        work, household_uid=household.uid, on=report.reported_on, adults=report.adults, children=report.children
    )
    case = open_case(
        work,
        project=PROJECT_KEY,
        organisation=organisation,
        municipality=report.municipality,
        snapshot=snapshot,
        reference_person=person,
        opened_on=report.reported_on,
    )
    work.session.add(Situation(uid=case.uid, reported_by=work.actor.key, tried=report.tried))
    work.session.flush()
    for uid in dict.fromkeys((person_uid, *others)):
        person_for(work, uid)
        work.session.add(SituationPerson(situation_uid=case.uid, person_uid=uid, listed=True))
    work.trail.record("krachtwonen.report", "case", case.uid, case_uid=case.uid)
    work.session.flush()
    return case


def report_again(work: Work, *, case: Case, person_uids: Sequence[UUID], on: date) -> Case:
    """The same situation is reported once more (RM01): its case is taken up again, with whoever was not in it yet."""
    require_writable(work, case)
    check_not_future(on, work.clock.today(), "reported_on")
    if case.closed_on is not None:
        if case.closed_on < same_situation_since(work.session, on):
            raise Refused("Dit dossier is te lang afgesloten. Meld een nieuwe situatie.", "reported_on")
        reopen_case(work, case=case, on=on)
    query = select(SituationPerson.person_uid).where(SituationPerson.situation_uid == case.uid)
    known = set(work.session.scalars(query))
    for uid in dict.fromkeys(person_uids):
        person_for(work, uid)
        if uid not in known:
            work.session.add(SituationPerson(situation_uid=case.uid, person_uid=uid, listed=True))
    work.trail.record("krachtwonen.report_again", "case", case.uid, case_uid=case.uid)
    work.session.flush()
    return case


def decide(work: Work, *, case: Case, decision: Decision) -> Situation:
    """A coordinator who did not report the situation decides what is offered."""
    require_writable(work, case)
    if not work.actor.holds(DECIDE, PROJECT_KEY, case.organisation):
        raise NotFound
    situation = situation_of(work, case.uid)
    if situation.reported_by == work.actor.key:
        raise Refused("Je hebt deze situatie zelf gemeld. Een andere coördinator beslist.")
    check_decision(decision.offer, decision.not_retained)
    check_not_future(decision.on, work.clock.today(), "on")
    if decision.on < case.opened_on:
        raise Refused(f"De situatie is gemeld op {case.opened_on:%d/%m/%Y}. Kies die dag of een latere.", "on")
    for name, key in (("kw_offer", decision.offer), ("kw_not_retained", decision.not_retained)):
        if key is not None and key not in {code.key for code in codes(work.session, name, decision.on)}:
            raise Refused("Kies uit de lijst.", "offer" if name == "kw_offer" else "not_retained")
    situation.offer, situation.not_retained = decision.offer, decision.not_retained
    situation.decided_on, situation.decided_by = decision.on, work.actor.key
    detail = decision.offer or decision.not_retained
    fields = ["offer", "not_retained", "decided_on"]
    work.trail.record("krachtwonen.decide", "case", case.uid, case_uid=case.uid, fields=fields, detail=detail or "")
    work.session.flush()
    if case.phase in ("gemeld", "screening"):
        change_phase(work, case=case, to=_DECIDED, on=decision.on)
    return situation


def _refuse_same(work: Work, household_uid: UUID, on: date) -> None:
    query = select(Case).where(
        Case.project == PROJECT_KEY,
        Case.household_uid == household_uid,
        Case.voided_on.is_(None),
        Case.closed_on >= same_situation_since(work.session, on),
    )
    recent = work.session.scalars(query.order_by(Case.closed_on.desc())).first()
    if recent is None:
        return
    seen = work.actor.holds("case.read", PROJECT_KEY, recent.organisation)
    which = f"dossier {recent.number}" if seen else "een dossier bij een andere organisatie"
    raise Refused(f"Dit is dezelfde situatie als {which}, dat pas afgesloten is. Heropen dat dossier.")

"""The verbs of an offer: make it to whoever stands first, and write down the answer. The clock refuses nothing."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from app.access.work import Work
from app.cases.loading import case_for_change
from app.cases.models import Case
from app.cases.service_tasks import add_task
from app.core.errors import NotFound, Refused
from app.policy.queries import codes
from app.projects.krachtwonen.desk.models import SituationPerson
from app.projects.krachtwonen.desk.queries_policy import term
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.homes.queries import unit_for
from app.projects.krachtwonen.kinds import PROJECT_KEY, OfferStatus
from app.projects.krachtwonen.permissions import DECIDE
from app.projects.krachtwonen.stays.models import Stay
from app.projects.krachtwonen.stays.rules import Nights, check_room
from app.projects.krachtwonen.stays.service import Stayers, plan_stay, require_free
from app.projects.krachtwonen.stays.service_limits import check_first_term
from app.projects.krachtwonen.waiting.models import Offer, Override, Ranking, WaitingEntry
from app.projects.krachtwonen.waiting.queries import (
    Offered,
    offer_for,
    offers_of,
    open_offers_on,
    ranking_for,
    waiting_of,
)
from app.projects.krachtwonen.waiting.rules import check_offer_days, needs_review, passed_over
from app.projects.krachtwonen.waiting.service import end_waiting, enter_phase, require_standing, unchanged


@dataclass(frozen=True)
class OfferTerms:
    """From when a home is offered, until when, and how long the household may think."""

    move_in_on: date
    until: date | None
    expires_on: date


def make_offer(work: Work, *, ranking_uid: UUID, case: Case, terms: OfferTerms) -> Offer:
    """Offer the home of a ranking to a household.

    To whoever stands first and could have it; to another only when a second coordinator agreed (BR06). One open offer
    for a household, and one for a home on any night (BR07).
    """
    ranking, unit = ranking_for(work, ranking_uid)
    unit_for(work, unit.uid, lock=True)
    if not work.actor.holds(DECIDE, PROJECT_KEY, case.organisation):
        raise NotFound
    check_offer_days(work.clock.today(), terms.expires_on, terms.move_in_on, terms.until)
    entry = require_standing(work, case)
    check_room(entry.persons, unit.max_persons)
    _end_lapsed(work, case, unit)
    _refuse_open(work, case, unit, Nights(terms.move_in_on, terms.until))
    _require_first(work, ranking, unit, case, entry)
    check_first_term(work, kind=unit.kind, nights=Nights(terms.move_in_on, terms.until))
    require_free(work, unit, Nights(terms.move_in_on, terms.until))
    offer = Offer(
        case_uid=case.uid,
        waiting_uid=entry.uid,
        unit_uid=unit.uid,
        ranking_uid=ranking.uid,
        made_on=work.clock.today(),
        made_by=work.actor.key,
        expires_on=terms.expires_on,
        move_in_on=terms.move_in_on,
        agreed_until=terms.until,
        status=OfferStatus.OPEN,
    )
    work.session.add(offer)
    work.trail.record("krachtwonen.offer", "kw_offer", offer.uid, case_uid=case.uid)
    work.session.flush()
    enter_phase(work, case, "matching", work.clock.today(), from_phases=("besluit", "wachtlijst"))
    return offer


def accept_offer(work: Work, *, uid: UUID) -> Stay:
    """The household says yes: its place is planned, and it no longer waits."""
    offered = _answerable(work, uid)
    offer, case = offered.offer, offered.case
    if offer.expires_on < work.clock.today():
        raise Refused(f"Dit aanbod liep tot {offer.expires_on:%d/%m/%Y}. Laat het vervallen en doe een nieuw aanbod.")
    entry = require_standing(work, case)
    people = select(SituationPerson.person_uid).where(SituationPerson.situation_uid == case.uid)
    who = Stayers(tuple(work.session.scalars(people)), persons=entry.persons, case=case)
    stay = plan_stay(work, unit_uid=offer.unit_uid, moved_in=offer.move_in_on, until=offer.agreed_until, who=who)
    offer.stay_uid = stay.uid
    _end(work, offer, OfferStatus.ACCEPTED)
    end_waiting(work, entry, "housed")
    enter_phase(work, case, "plaatsing", work.clock.today(), from_phases=("besluit", "wachtlijst", "matching"))
    return stay


def refuse_offer(work: Work, *, uid: UUID, reason: str) -> bool:
    """The household says no, for a reason; it keeps its place on the list.

    Whether it refused so often without a good reason that a colleague should look at it: that becomes a task, and
    nothing else.
    """
    offered = _answerable(work, uid)
    today = work.clock.today()
    good = {code.key: bool(code.attrs.get("is_good_reason")) for code in codes(work.session, "kw_refusal", today)}
    if reason not in good:
        raise Refused("Kies een reden uit de lijst.", "reason")
    offered.offer.refusal = reason
    _end(work, offered.offer, OfferStatus.REFUSED)
    enter_phase(work, offered.case, "wachtlijst", today, from_phases=("matching",))
    every = {code.key: bool(code.attrs.get("is_good_reason")) for code in codes(work.session, "kw_refusal")}
    refused = [every[offer.refusal] for offer, _unit in offers_of(work, offered.case.uid) if offer.refusal]
    if not needs_review(refused, term(work.session, "refusal_review", today)):
        return False
    add_task(work, case=offered.case, what="Weigeringen samen bekijken: past het aanbod wel?", due_on=today)
    return True


def withdraw_offer(work: Work, *, uid: UUID) -> Offer:
    """Take an offer back, or let one lapse whose last day is over; the household keeps its place on the list."""
    offered = _answerable(work, uid)
    lapsed = offered.offer.expires_on < work.clock.today()
    _end(work, offered.offer, OfferStatus.EXPIRED if lapsed else OfferStatus.WITHDRAWN)
    enter_phase(work, offered.case, "wachtlijst", work.clock.today(), from_phases=("matching",))
    return offered.offer


def stop_waiting(work: Work, case: Case, reason: str = "case_closed") -> None:
    """What closing a case ends here, or a death: its open offer, and its place on the waiting list."""
    for offer, _unit in offers_of(work, case.uid):
        if offer.status is OfferStatus.OPEN:
            _end(work, offer, OfferStatus.WITHDRAWN)
    entry = waiting_of(work, case.uid, lock=True)
    if entry is not None:
        end_waiting(work, entry, reason)


def _require_first(work: Work, ranking: Ranking, unit: Unit, case: Case, entry: WaitingEntry) -> None:
    standing = unchanged(work, ranking, unit)
    over = passed_over([one.ranked for one in standing], case.number)
    mine = next(one.ranked for one in standing if one.waiting.entry.uid == entry.uid)
    if not over and mine.barred is None:
        return
    agreed = select(Override.uid).where(
        Override.ranking_uid == ranking.uid, Override.waiting_uid == entry.uid, Override.is_agreed.is_(True)
    )
    if work.session.scalar(agreed) is None:
        who = f"Dossier {over[0].waiter.number} staat voor" if over else "Deze woning past niet bij wat gevraagd wordt"
        raise Refused(f"{who}. Vraag een andere coördinator om akkoord.", "case")


def _refuse_open(work: Work, case: Case, unit: Unit, nights: Nights) -> None:
    for offer, _unit in offers_of(work, case.uid):
        if offer.status is OfferStatus.OPEN:
            raise Refused("Dit huishouden heeft al een aanbod. Noteer eerst het antwoord.", "case")
    for offer in open_offers_on(work, [unit.uid]):
        if not unit.is_shared and nights.overlaps(Nights(offer.move_in_on, offer.agreed_until)):
            raise Refused(f"Deze woning is al aangeboden, tot {offer.expires_on:%d/%m/%Y}.", "unit")


def _end_lapsed(work: Work, case: Case, unit: Unit) -> None:
    """What nobody answered in time makes way for a new offer."""
    mine = [offer for offer, _unit in offers_of(work, case.uid) if offer.status is OfferStatus.OPEN]
    for offer in {each.uid: each for each in (*mine, *open_offers_on(work, [unit.uid]))}.values():
        if offer.expires_on < work.clock.today():
            _end(work, offer, OfferStatus.EXPIRED)


def _answerable(work: Work, uid: UUID) -> Offered:
    # The case first, as whoever makes an offer does: two who take them the other way round wait for each other.
    case_for_change(work, offer_for(work, uid).case.number)
    offered = offer_for(work, uid, lock=True)
    if offered.offer.status is not OfferStatus.OPEN:
        raise Refused("Dit aanbod staat niet meer open.")
    return offered


def _end(work: Work, offer: Offer, status: OfferStatus) -> None:
    offer.status, offer.ended_on = status, work.clock.today()
    fields = ["status", "ended_on"]
    work.trail.record(
        "krachtwonen.end_offer", "kw_offer", offer.uid, case_uid=offer.case_uid, fields=fields, detail=status.value
    )
    work.session.flush()

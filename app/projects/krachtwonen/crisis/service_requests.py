"""The verbs of a night on duty: a question gets a bed, a refusal with its reason, or the way to youth care."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from app.access.work import Work
from app.clients.identity import Identity
from app.clients.queries import person_for
from app.clients.service import register_person
from app.core.errors import NotFound, Refused
from app.core.uid import new_uid
from app.organisations.queries import municipalities
from app.policy.queries import codes
from app.policy.workdays import calendar_of
from app.projects.krachtwonen.crisis.models import CrisisRequest, CrisisStay
from app.projects.krachtwonen.crisis.queries_policy import crisis_rules
from app.projects.krachtwonen.crisis.rules import Asked, check_adult, check_asked, follow_up_due, night_of
from app.projects.krachtwonen.crisis.service import Admission, admit
from app.projects.krachtwonen.kinds import PROJECT_KEY, REGION, CrisisOutcome
from app.projects.krachtwonen.permissions import MANAGE


@dataclass(frozen=True)
class Arrival:
    """Who comes in for a question: people who are written down, and the rest of the group without a name."""

    person_uids: tuple[UUID, ...]
    unit_uid: UUID
    until: date


def note_request(work: Work, *, asked: Asked) -> CrisisRequest:
    """Write down that somebody asks for a bed for tonight."""
    organisation = asked.municipality or REGION
    if not work.actor.holds(MANAGE, PROJECT_KEY, organisation):
        raise NotFound
    check_asked(asked)
    now, today = work.clock.now(), work.clock.today()
    if asked.referrer not in {code.key for code in codes(work.session, "referrer_type", today)}:
        raise Refused("Kies wie belt.", "referrer")
    if asked.municipality and asked.municipality not in {place.nis5 for place in municipalities(work.session, today)}:
        raise Refused("Kies een gemeente uit de lijst.", "municipality")
    uid = new_uid()
    request = CrisisRequest(
        uid=uid,
        ref=f"N-{uid.hex[-10:]}",
        asked_at=now,
        night=night_of(now, crisis_rules(work.session, today)),
        referrer=asked.referrer,
        municipality=asked.municipality,
        organisation=organisation,
        adults=asked.adults,
        children=asked.children,
        outcome=CrisisOutcome.OPEN,
        asked_of=work.actor.key,
    )
    work.session.add(request)
    return _noted(work, request, "ask", ["outcome"])


def take_in(work: Work, *, request: CrisisRequest, arrival: Arrival) -> list[CrisisStay]:
    """Give a bed to everybody of the question; the referrer takes over before noon of the next working day.

    Whoever of the group is not named is written down without a name: each has a stay of their own, and counts.
    """
    _require_open(work, request)
    named = [person_for(work, uid) for uid in dict.fromkeys(arrival.person_uids)]
    if not named:
        raise Refused("Vul in wie er komt.", "family_name")
    number = request.adults + request.children
    if len(named) > number:
        raise Refused(f"De vraag is voor {number} personen. Kies er niet meer.", "persons")
    check_adult(request.adults, named[0].birth_date, request.night)
    strangers = [_nameless(work, request, place) for place in range(len(named) + 1, number + 1)]
    admission = Admission(
        first_night=request.night,
        until=arrival.until,
        person_uids=(*(person.uid for person in named), *strangers),
        municipality=request.municipality,
        unit_uid=arrival.unit_uid,
    )
    admitted = admit(work, admission=admission)
    request.outcome, request.stay_group = CrisisOutcome.ADMITTED, admitted[0].stay_group
    rules = crisis_rules(work.session, request.night)
    request.follow_up_due = follow_up_due(request.night, rules, calendar_of(work.session))
    _noted(work, request, "take_in", ["outcome", "stay_group", "follow_up_due"])
    return admitted


def turn_down(work: Work, *, request: CrisisRequest, reason: str | None) -> None:
    """There is no bed for them, for a reason from the list; a refusal for lack of room is unmet demand."""
    _require_open(work, request)
    if reason not in {code.key for code in codes(work.session, "crisis_refusal", request.night)}:
        raise Refused("Kies waarom er geen bed is.", "reason")
    request.outcome, request.reason = CrisisOutcome.REFUSED, reason
    _noted(work, request, "turn_down", ["outcome", "reason"])


def send_to_youth(work: Work, *, request: CrisisRequest) -> None:
    """A minor alone goes to the crisis desk of youth care (BR14)."""
    _require_open(work, request)
    request.outcome = CrisisOutcome.YOUTH
    _noted(work, request, "send_to_youth", ["outcome"])


def withdraw(work: Work, *, request: CrisisRequest) -> None:
    """The question is no longer there: they found something, or did not call back."""
    _require_open(work, request)
    request.outcome = CrisisOutcome.WITHDRAWN
    _noted(work, request, "withdraw", ["outcome"])


def follow_up(work: Work, *, request: CrisisRequest) -> None:
    """The referrer took over; doing so twice changes nothing."""
    _require_here(work, request)
    if request.follow_up_due is None:
        raise Refused("Hier is niets op te volgen.")
    if request.followed_up_on is None:
        request.followed_up_on = work.clock.today()
        _noted(work, request, "follow_up", ["followed_up_on"])


def _nameless(work: Work, request: CrisisRequest, place: int) -> UUID:
    # The reference keeps them apart: somebody without a name resembles nobody.
    who = Identity(family_name=f"Zonder naam {request.ref}.{place}")
    return register_person(work, identity=who, organisation=request.organisation).uid


def _require_here(work: Work, request: CrisisRequest) -> None:
    if not work.actor.holds(MANAGE, PROJECT_KEY, request.organisation):
        raise NotFound


def _require_open(work: Work, request: CrisisRequest) -> None:
    _require_here(work, request)
    if request.outcome is not CrisisOutcome.OPEN:
        raise Refused("Op deze vraag is al geantwoord.")


def _noted(work: Work, request: CrisisRequest, action: str, fields: list[str]) -> CrisisRequest:
    work.trail.record(f"krachtwonen.{action}", "kw_crisis_request", request.uid, fields=fields)
    work.session.flush()
    return request


LATER, REFUSE, YOUTH, GONE = "later", "weiger", "jeugd", "weg"
"""Answers to a question that are no bed."""


@dataclass(frozen=True)
class Reply:
    """What the duty says: the uid of a bed, or one of the other answers, and who comes."""

    answer: str
    reason: str | None = None
    nights: int = 1
    person_uids: tuple[UUID, ...] = ()
    newcomer: Identity | None = None
    judged: tuple[UUID, ...] = ()


def reply_to(work: Work, *, request: CrisisRequest, reply: Reply) -> CrisisRequest:
    """Answer a question at once. MayBeKnown when the newcomer resembles somebody who was not judged yet."""
    if reply.answer == REFUSE:
        turn_down(work, request=request, reason=reply.reason)
    elif reply.answer == YOUTH:
        send_to_youth(work, request=request)
    elif reply.answer == GONE:
        withdraw(work, request=request)
    elif reply.answer != LATER:
        persons = reply.person_uids
        if reply.newcomer is not None:
            check_adult(request.adults, reply.newcomer.birth_date, request.night)
            known = register_person(
                work, identity=reply.newcomer, organisation=request.organisation, judged=reply.judged
            )
            persons = (known.uid, *persons)
        until = request.night + timedelta(days=reply.nights)
        take_in(work, request=request, arrival=Arrival(persons, UUID(reply.answer), until))
    return request

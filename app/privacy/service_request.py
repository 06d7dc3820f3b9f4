"""Requests of people about their data: note, extend, answer; and looking at broken glass."""

from datetime import date
from uuid import UUID

from app.access.work import Work
from app.cases.policy import file_policy
from app.clients.models import Person
from app.core.errors import Refused
from app.policy.queries import codes
from app.privacy.models_request import RightsRequest
from app.privacy.queries_request import glass_for_change, request_for_change, rights_person
from app.privacy.rules_request import months_later

KINDS = "rights_request"


def note_request(work: Work, *, person_uid: UUID, kind: str, received_on: date | None) -> RightsRequest:
    """Write down that somebody asks something; from the day it came in there is one month to answer."""
    person = rights_person(work, person_uid, "rights.write")
    today = work.clock.today()
    if kind not in {code.key for code in codes(work.session, KINDS, today)}:
        raise Refused("Kies wat er gevraagd wordt.", "kind")
    if received_on is None or received_on > today:
        raise Refused("Kies vandaag of een dag ervoor.", "received_on")
    made = RightsRequest(
        person_uid=person.uid,
        kind=kind,
        received_on=received_on,
        due_on=months_later(received_on, file_policy().request_months),
        noted_by=work.actor.key,
    )
    work.session.add(made)
    work.trail.record("rights.request", "person", person.uid, detail=kind)
    work.session.flush()
    return made


def extend_request(work: Work, *, uid: UUID) -> RightsRequest:
    """Take two months more, once and while the first month runs; the person is told why."""
    found = _open_request(work, uid)
    if found.is_extended:
        raise Refused("Deze termijn is al verlengd.")
    if work.clock.today() > found.due_on:
        raise Refused("De termijn is voorbij: verlengen kan alleen binnen de eerste maand.")
    policy = file_policy()
    found.due_on = months_later(found.received_on, policy.request_months + policy.extension_months)
    found.is_extended = True
    work.trail.record("rights.extend", "person", found.person_uid, fields=["due_on"])
    work.session.flush()
    return found


def answer_request(work: Work, *, uid: UUID, is_granted: bool) -> RightsRequest:
    """Note that the person got an answer today."""
    found = _open_request(work, uid)
    found.answered_on, found.answered_by, found.is_granted = work.clock.today(), work.actor.key, is_granted
    work.trail.record(
        "rights.answer",
        "person",
        found.person_uid,
        fields=["answered_on"],
        detail="granted" if is_granted else "denied",
    )
    work.session.flush()
    return found


def look_at_glass(work: Work, *, uid: UUID) -> None:
    """The data-protection officer looked at why a shielded case was opened."""
    glass = glass_for_change(work, uid)
    if glass.seen_at is None:
        glass.seen_at, glass.seen_by = work.clock.now(), work.actor.key
        work.trail.record("glass.seen", "case", glass.case_uid, case_uid=glass.case_uid)
        work.session.flush()


def record_export(work: Work, *, person: Person) -> None:
    """Put on record that everything of one person left the system."""
    work.trail.record("person.export", "person", person.uid)
    work.session.flush()


def _open_request(work: Work, uid: UUID) -> RightsRequest:
    found = request_for_change(work, uid)
    if found.answered_on is not None:
        raise Refused("Dit verzoek is al beantwoord.")
    return found


def record_trail_export(work: Work) -> None:
    """Put on record that a part of the trail left the system."""
    work.trail.record("audit.export", "audit_record")

"""The verbs of the log: note a contact moment, write a note, correct either."""

from datetime import date

from sqlalchemy import func, select, update
from sqlalchemy.orm.attributes import set_committed_value

from app.access.work import Work
from app.cases.loading import case_of, require_writable
from app.cases.models import Case
from app.cases.models_log import ContactMoment, Note
from app.cases.rules import (
    CONTACT_CHANNELS,
    CONTACT_KINDS,
    LANGUAGES,
    NO_SHOW,
    Span,
    check_contact_day,
    check_minutes,
    check_text,
)
from app.cases.service_drafts import CONTACT, NOTE, drop_draft
from app.cases.service_tasks import follow_up
from app.core.errors import Refused
from app.core.model import table_of
from app.policy.queries import codes


def log_contact(
    work: Work,
    *,
    case: Case,
    kind: str,
    on: date,
    text: str | None,
    channel: str | None = None,
    minutes: int | None = None,
    interpreter: str | None = None,
    with_volunteer: bool = False,
    with_follow_up: bool = False,
) -> ContactMoment:
    """Write down a contact moment; the case no longer counts as silent from that day, unless nobody turned up.

    `with_follow_up` plans a task to come back to it. The actor's draft of it is done with.
    """
    require_writable(work, case)
    text = _checked(work, case, on, text, minutes)
    _check_codes(work, on, kind, channel, interpreter)
    contact = ContactMoment(
        case_uid=case.uid,
        on=on,
        kind=kind,
        channel=channel,
        minutes=minutes,
        interpreter=interpreter,
        with_volunteer=with_volunteer,
        actor=work.actor.key,
        text=text,
        created_at=work.clock.now(),
    )
    work.session.add(contact)
    work.session.flush()
    _refresh_last_contact(work, case)
    work.trail.record("contact.log", "contact_moment", contact.uid, case_uid=case.uid, detail=kind)
    if with_follow_up:
        follow_up(work, case=case, contact_on=on)
    drop_draft(work, form=CONTACT, about=case.uid)
    return contact


def correct_contact(
    work: Work,
    *,
    contact: ContactMoment,
    kind: str,
    on: date,
    text: str | None,
    channel: str | None = None,
    minutes: int | None = None,
    interpreter: str | None = None,
    with_volunteer: bool = False,
) -> None:
    """Put a contact moment right; which fields changed is on record, not what they said."""
    case = case_of(work, contact.case_uid)
    require_writable(work, case)
    fresh = {
        "kind": kind,
        "on": on,
        "text": _checked(work, case, on, text, minutes),
        "channel": channel,
        "minutes": minutes,
        "interpreter": interpreter,
        "with_volunteer": with_volunteer,
    }
    _check_codes(work, on, kind, channel, interpreter, kept=contact)
    drop_draft(work, form=CONTACT, about=contact.uid)
    changed = [name for name, value in fresh.items() if getattr(contact, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(contact, name, fresh[name])
    work.session.flush()
    _refresh_last_contact(work, case)
    work.trail.record("contact.correct", "contact_moment", contact.uid, case_uid=case.uid, fields=changed)


def write_note(work: Work, *, case: Case, text: str | None) -> Note:
    """Keep a text with the case that is no contact moment."""
    require_writable(work, case)
    note = Note(
        case_uid=case.uid,
        on=work.clock.today(),
        written_at=work.clock.now(),
        actor=work.actor.key,
        text=check_text(text),
    )
    work.session.add(note)
    work.trail.record("note.write", "note", note.uid, case_uid=case.uid)
    work.session.flush()
    drop_draft(work, form=NOTE, about=case.uid)
    return note


def correct_note(work: Work, *, note: Note, text: str | None) -> None:
    """Put a note right."""
    require_writable(work, case_of(work, note.case_uid))
    text = check_text(text)
    drop_draft(work, form=NOTE, about=note.uid)
    if text == note.text:
        return
    note.text = text
    work.trail.record("note.correct", "note", note.uid, case_uid=note.case_uid, fields=["text"])
    work.session.flush()


def _checked(work: Work, case: Case, on: date, text: str | None, minutes: int | None) -> str:
    """The text to keep, of a moment that can have been."""
    check_contact_day(on, Span(case.opened_on, case.closed_on), work.clock.today())
    check_minutes(minutes)
    return check_text(text)


def _check_codes(
    work: Work,
    on: date,
    kind: str,
    channel: str | None,
    interpreter: str | None,
    kept: ContactMoment | None = None,
) -> None:
    """A code that left its list stays valid for the moment that already has it."""
    asked = (
        ("kind", CONTACT_KINDS, kind, "Kies een soort contact uit de lijst."),
        ("channel", CONTACT_CHANNELS, channel, "Kies een kanaal uit de lijst."),
        ("interpreter", LANGUAGES, interpreter, "Kies een taal uit de lijst."),
    )
    for field, name, key, message in asked:
        if key is None or (kept is not None and getattr(kept, field) == key):
            continue
        if key not in _keys(work, name, on):
            raise Refused(message, field)


def _keys(work: Work, name: str, on: date) -> set[str]:
    return {code.key for code in codes(work.session, name, on)}


def _refresh_last_contact(work: Work, case: Case) -> None:
    # Not through the mapper: noting a contact does not make somebody's open form on the case stale.
    took_place = select(func.max(ContactMoment.on)).where(
        ContactMoment.case_uid == case.uid, ContactMoment.kind != NO_SHOW
    )
    newest = work.session.scalar(took_place)
    day = max(newest or case.opened_on, case.opened_on)
    table = table_of(Case)
    work.session.execute(update(table).where(table.c.uid == case.uid).values(last_contact_on=day))
    set_committed_value(case, "last_contact_on", day)

"""The timeline of a case: contacts, notes and phases in one order, newest first, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, literal, or_, select, union_all

from app.access.work import Work
from app.cases.models import Case, PhaseChange
from app.cases.models_log import ContactMoment, Note
from app.cases.place import Place
from app.crypto.sealed import load_keys

PAGE = 30


class EventKind(StrEnum):
    """What an entry of the timeline is."""

    CONTACT = "contact"
    NOTE = "note"
    PHASE = "phase"


Record = ContactMoment | Note | PhaseChange

_MODELS: dict[EventKind, type[Record]] = {
    EventKind.CONTACT: ContactMoment,
    EventKind.NOTE: Note,
    EventKind.PHASE: PhaseChange,
}


@dataclass(frozen=True, slots=True)
class Event:
    """One entry: what kind, and the record itself (its text stays closed until it is shown)."""

    kind: EventKind
    record: Record

    @property
    def on(self) -> date:
        return self.record.on

    @property
    def uid(self) -> UUID:
        return self.record.uid


@dataclass(frozen=True)
class TimelinePage:
    """Some entries, and the place after which older ones follow."""

    events: Sequence[Event]
    older: Place | None = None


def timeline(
    work: Work, case: Case, *, after: Place | None = None, only: str | None = None, size: int = PAGE
) -> TimelinePage:
    """Entries of the case by their own day, newest first; on one day the one written last comes first.

    `only` is a kind of entry, or a kind of contact. Notes are left out for an actor who may not read them.
    """
    readable = _readable(work, case)
    wanted = [kind for kind in readable if only is None or kind.value == only]
    of_contact = None if wanted else only
    entries = union_all(*(_entries(kind, case, of_contact) for kind in wanted or [EventKind.CONTACT])).subquery()
    query = select(entries.c.kind, entries.c.uid).order_by(entries.c.on.desc(), entries.c.uid.desc())
    if after is not None:
        query = query.where(and_(entries.c.on <= after.day, or_(entries.c.on < after.day, entries.c.uid < after.uid)))
    found = [(EventKind(kind), uid) for kind, uid in work.session.execute(query.limit(size + 1))]
    events = _load(work, found[:size])
    load_keys(event.record for event in events if not isinstance(event.record, PhaseChange))
    last = events[-1] if len(found) > size else None
    return TimelinePage(events, Place(last.on, last.uid) if last else None)


def may_read_notes(work: Work, case: Case) -> bool:
    """Whether the actor may read what was written in this case, beyond that something was."""
    return work.actor.holds("note.read", case.project, case.organisation)


def _readable(work: Work, case: Case) -> list[EventKind]:
    return [kind for kind in EventKind if kind is not EventKind.NOTE or may_read_notes(work, case)]


def contact_kinds_in(work: Work, case: Case) -> set[str]:
    """The kinds of contact that there were in a case that the caller opened within its scope."""
    return set(work.session.scalars(select(ContactMoment.kind).where(ContactMoment.case_uid == case.uid).distinct()))


def _entries(kind: EventKind, case: Case, of_contact: str | None) -> Select[str, UUID, date]:
    model = _MODELS[kind]
    query = select(literal(kind.value).label("kind"), model.uid.label("uid"), model.on.label("on")).where(
        model.case_uid == case.uid
    )
    return query if of_contact is None else query.where(ContactMoment.kind == of_contact)


def _load(work: Work, found: Sequence[tuple[EventKind, UUID]]) -> list[Event]:
    records: dict[UUID, Any] = {}
    for kind, model in _MODELS.items():
        wanted = [uid for each, uid in found if each is kind]
        if wanted:
            rows: Any = work.session.scalars(select(model).where(model.uid.in_(wanted)))
            records.update({row.uid: row for row in rows})
    return [Event(kind, records[uid]) for kind, uid in found]

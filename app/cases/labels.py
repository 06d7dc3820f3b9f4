"""Cases in words, for pages: names opened only for what is shown, colleagues and places looked up in one query."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.access.work import Work
from app.accounts.queries import user_names
from app.cases.kinds import kind_of
from app.cases.models import Case, PhaseChange
from app.cases.models_log import ContactMoment, Note
from app.cases.queries import silent_before
from app.cases.queries_timeline import Event, EventKind, may_read_notes
from app.cases.rules import CONTACT_CHANNELS, CONTACT_KINDS, LANGUAGES, NO_SHOW
from app.clients.labels import erased_words
from app.clients.models import Person
from app.crypto.errors import KeyMissing
from app.organisations.queries import municipality_names
from app.policy.queries import code_labels

ERASED = "Naam gewist"
NOBODY = "Nog niemand"
_ACTOR_PREFIX = "user:"


@dataclass(frozen=True)
class CaseRow:
    """One line of a list."""

    number: str
    name: str
    project: str
    phase: str
    municipality: str
    worker: str
    opened_on: date
    last_contact_on: date
    is_silent: bool
    is_draft: bool
    is_closed: bool
    may_write: bool


@dataclass(frozen=True)
class EventLine:
    """One entry of the timeline."""

    kind: str
    on: date
    head: str
    by: str
    symbol: str
    text: str | None = None
    note: str = ""
    uid: UUID | None = None
    """Of what can be corrected."""


def person_name(person: Person) -> str:
    """Given name and family name, opened and on record; a word when they were erased or never known."""
    if person.erased_on is not None:
        return erased_words(person)
    try:
        parts = (person.given_name, person.family_name)
    except KeyMissing:
        return ERASED
    return " ".join(part for part in parts if part) or "Naam onbekend"


def case_rows(work: Work, cases: Sequence[Case], *, with_names: bool = True) -> list[CaseRow]:
    """Lines of a list; for `with_names` the reference persons and their keys are loaded already."""
    places = municipality_names(work.session)
    workers = user_names(work.session, [case.worker_uid for case in cases if case.worker_uid])
    threshold = silent_before(work.clock.today())
    return [
        CaseRow(
            number=case.number,
            name=name_in(work, case) if with_names else "",
            project=kind_of(case.project).label,
            phase=kind_of(case.project).phase_label(case.phase),
            municipality=places.get(case.municipality, case.municipality),
            worker=workers.get(case.worker_uid, NOBODY) if case.worker_uid else NOBODY,
            opened_on=case.opened_on,
            last_contact_on=case.last_contact_on,
            is_silent=case.closed_on is None and case.last_contact_on < threshold,
            is_draft=case.is_draft,
            is_closed=case.closed_on is not None,
            may_write=may_write(work, case),
        )
        for case in cases
    ]


def may_write(work: Work, case: Case) -> bool:
    """Whether the actor may change this case."""
    return (
        case.voided_on is None
        and case.erased_on is None
        and work.actor.holds("case.write", case.project, case.organisation)
    )


def name_in(work: Work, case: Case) -> str:
    """The name of the reference person, for whoever may read persons in this case."""
    allowed = work.actor.holds("person.read", case.project, case.organisation)
    return person_name(case.reference_person) if allowed else ""


def actor_names(work: Work, actors: Iterable[str]) -> dict[str, str]:
    """Names of those who wrote something down, under the key that records keep."""
    users = {actor: UUID(actor.removeprefix(_ACTOR_PREFIX)) for actor in actors if actor.startswith(_ACTOR_PREFIX)}
    names = user_names(work.session, list(users.values()))
    return {actor: names.get(uid, "een oud-collega") for actor, uid in users.items()}


def event_lines(work: Work, case: Case, events: Sequence[Event]) -> list[EventLine]:
    """Entries of the timeline; texts are opened for whoever may read them."""
    names = actor_names(work, {event.record.actor for event in events})
    words = contact_words(work)
    readable = may_read_notes(work, case)
    return [_line(event, case, names, words, readable) for event in events]


@dataclass(frozen=True)
class ContactWords:
    """The code lists of a contact moment, in Dutch."""

    kinds: Mapping[str, str]
    channels: Mapping[str, str]
    languages: Mapping[str, str]

    def kind(self, contact: ContactMoment) -> str:
        """What kind of contact it was."""
        return self.kinds.get(contact.kind, contact.kind)

    def more(self, contact: ContactMoment) -> str:
        """How, how long and with whom, as far as it is known."""
        said = [self.channels.get(contact.channel, contact.channel)] if contact.channel else []
        said += [f"{contact.minutes} minuten"] if contact.minutes else []
        if contact.interpreter:
            said.append(f"met tolk {self.languages.get(contact.interpreter, contact.interpreter)}")
        said += ["met een vrijwilliger"] if contact.with_volunteer else []
        return ", ".join(said)


def contact_words(work: Work) -> ContactWords:
    """Those lists, of every date."""
    return ContactWords(*(code_labels(work.session, name) for name in (CONTACT_KINDS, CONTACT_CHANNELS, LANGUAGES)))


def _line(event: Event, case: Case, names: dict[str, str], words: ContactWords, readable: bool) -> EventLine:
    record, by = event.record, names.get(event.record.actor, "het systeem")
    if isinstance(record, PhaseChange):
        return EventLine(event.kind.value, record.on, kind_of(case.project).phase_label(record.phase), by, "signpost")
    text = _text(record, case) if readable else None
    if isinstance(record, ContactMoment):
        symbol = "dash-circle" if record.kind == NO_SHOW else "chat-left-text"
        return EventLine(
            event.kind.value, record.on, words.kind(record), by, symbol, text, words.more(record), record.uid
        )
    return EventLine(EventKind.NOTE.value, record.on, "Notitie", by, "journal-text", text, "", record.uid)


def _text(record: ContactMoment | Note, case: Case) -> str | None:
    if case.erased_on is not None:
        return f"Tekst: {erased_words(case).lower()}."
    try:
        return record.text
    except KeyMissing:
        return "De tekst is gewist."

"""Forms of a case: noting contact, writing, and the steps it goes through."""

from datetime import date
from typing import Any

from wtforms import HiddenField
from wtforms.widgets import HiddenInput

from app.access.work import Work
from app.cases.kinds import CaseKind
from app.cases.models import Case
from app.cases.models_log import ContactMoment, Note
from app.cases.rules import CONTACT_CHANNELS, CONTACT_KINDS, LANGUAGES
from app.policy.queries import code_labels, codes
from app.web.fields import (
    ChoiceField,
    CodeField,
    DutchDateField,
    DutchIntegerField,
    NoteField,
    ShortNoteField,
    TickField,
    TrimmedStringField,
)
from app.web.forms import BaseForm
from app.web.validators import Required

DEFAULT_KIND = "gesprek"
FOLLOW_UP = "Plan opvolging over een week"


class CaseForm(BaseForm):
    """A form whose fields carry the names that its verb gives them."""

    def values(self) -> dict[str, Any]:
        """What was filled in, for the verb."""
        return {name: field.data for name, field in self._fields.items() if not isinstance(field.widget, HiddenInput)}


class VersionedForm(CaseForm):
    """A form on a record as it was read; a page that does not say which version counts as stale."""

    version = HiddenField()

    @property
    def read_version(self) -> int:
        """The version of the record that the page showed; -1, which no record has, when it did not say."""
        return int(self.version.data) if str(self.version.data or "").isdecimal() else -1


class QuickContactForm(CaseForm):
    """Three fields: what kind of contact, when, and what was said."""

    kind = CodeField("Soort", [Required("Kies een soort contact.")])
    on = DutchDateField("Datum", [Required("Vul de datum in.")])
    text = ShortNoteField("Wat gebeurde er?", [Required("Schrijf kort op wat er gebeurde of gezegd werd.")])
    with_follow_up = TickField(FOLLOW_UP)


class ContactForm(VersionedForm):
    """A contact moment with everything that can be known of it."""

    kind = CodeField("Soort", [Required("Kies een soort contact.")])
    on = DutchDateField("Datum", [Required("Vul de datum in.")])
    text = NoteField("Wat gebeurde er?", [Required("Schrijf kort op wat er gebeurde of gezegd werd.")])
    channel = CodeField("Hoe")
    minutes = DutchIntegerField("Duur in minuten")
    interpreter = CodeField("Tolk voor", description="De taal waarvoor er een tolk bij was.")
    with_volunteer = TickField("Er was een vrijwilliger bij")


class NewContactForm(ContactForm):
    """A contact moment that is noted for the first time."""

    with_follow_up = TickField(FOLLOW_UP)


class AnyContactForm(NewContactForm):
    """The same from the start page, where the case is still to be named."""

    number = TrimmedStringField(
        "Dossier",
        [Required("Kies het dossier, of vul zijn nummer in.")],
        description="Nummer zoals WC-2026-0031; je eigen dossiers staan in de lijst.",
        render_kw={"list": "eigen-dossiers", "autocomplete": "off"},
    )

    def contact(self) -> dict[str, Any]:
        """What was filled in of the contact itself, for the verb."""
        return {name: value for name, value in self.values().items() if name != "number"}


class NoteForm(VersionedForm):
    """A text that is no contact moment."""

    text = NoteField("Notitie", [Required("Schrijf hier je notitie.")])


class PhaseForm(VersionedForm):
    """The step to another phase."""

    to = ChoiceField("Nieuwe fase", [Required("Kies een fase.")])
    on = DutchDateField("Vanaf", [Required("Vul de datum in.")])


class CloseForm(VersionedForm):
    """The end of a case."""

    reason = CodeField("Reden", [Required("Kies een reden.")])
    on = DutchDateField("Afgesloten op", [Required("Vul de datum in.")])


class ReopenForm(VersionedForm):
    """Taking up a closed case."""

    on = DutchDateField("Heropend op", [Required("Vul de datum in.")])


class ConfirmForm(VersionedForm):
    """A step without anything to fill in."""


def offer_contact(work: Work, form: QuickContactForm | ContactForm, contact: ContactMoment | None = None) -> None:
    """Put the codes in force in the lists, and today and the usual kind where nothing was chosen yet."""
    form.kind.offer_codes(
        _choices(work, CONTACT_KINDS), current=_current(work, CONTACT_KINDS, contact.kind if contact else None)
    )
    if isinstance(form, ContactForm):
        current = _current(work, CONTACT_CHANNELS, contact.channel if contact else None)
        form.channel.offer_codes(_choices(work, CONTACT_CHANNELS), current=current)
        spoken = _current(work, LANGUAGES, contact.interpreter if contact else None)
        form.interpreter.invitation = (("", "Geen tolk"),)
        form.interpreter.offer_codes(_choices(work, LANGUAGES), current=spoken)
    if contact is None and not form.is_submitted():
        # What a draft brought back stays as it was typed.
        form.on.data = form.on.data if form.on.raw_data else work.clock.today()
        form.kind.data = form.kind.data or DEFAULT_KIND


def fill_contact(form: ContactForm, contact: ContactMoment) -> None:
    """Show a stored contact moment in the form."""
    form.kind.data, form.on.data, form.text.data = contact.kind, contact.on, contact.text
    form.channel.data, form.minutes.data, form.version.data = contact.channel, contact.minutes, str(contact.version)
    form.interpreter.data, form.with_volunteer.data = contact.interpreter, contact.with_volunteer


def fill_note(form: NoteForm, note: Note) -> None:
    """Show a stored note in the form."""
    form.text.data, form.version.data = note.text, str(note.version)


def offer_steps(work: Work, form: BaseForm, case: Case, kind: CaseKind) -> None:
    """Put phases, reasons, today and the version of the case in a form for a step."""
    if isinstance(form, PhaseForm):
        form.to.offer(
            [
                (phase.key, phase.label)
                for phase in kind.phases
                if phase.is_open and phase.by_hand and phase.key != case.phase
            ]
        )
    if isinstance(form, CloseForm):
        form.reason.offer_codes(_choices(work, kind.close_reasons))
    if not form.is_submitted() and isinstance(form, VersionedForm):
        form.version.data = str(case.version)
        if "on" in form:
            form["on"].data = work.clock.today()


def _choices(work: Work, name: str, on: date | None = None) -> list[tuple[str, str]]:
    return [(code.key, code.label_nl) for code in codes(work.session, name, on or work.clock.today())]


def _current(work: Work, name: str, key: str | None) -> tuple[str, str] | None:
    return (key, code_labels(work.session, name).get(key, key)) if key else None

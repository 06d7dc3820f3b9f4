"""Pages to write in a case: contact moments and notes, and to put them right."""

from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.access.work import Work
from app.cases.forms import (
    AnyContactForm,
    ContactForm,
    NewContactForm,
    NoteForm,
    QuickContactForm,
    fill_contact,
    fill_note,
    offer_contact,
)
from app.cases.labels import CaseRow, case_rows, contact_words
from app.cases.loading import (
    case_for_change,
    case_of,
    contact_for_change,
    get_case,
    get_contact,
    get_note,
    note_for_change,
)
from app.cases.page import case_page
from app.cases.queries import CaseFilter, list_cases
from app.cases.queries_drafts import draft_of
from app.cases.saving import saved
from app.cases.service_drafts import CONTACT, NOTE
from app.cases.service_log import correct_contact, correct_note, log_contact, write_note
from app.cases.views_drafts import with_draft
from app.core.errors import NotFound, Refused, Stale
from app.web.formatting import date_nl, time_nl
from app.web.work import work

if TYPE_CHECKING:
    from app.cases.models import Case
    from app.cases.models_log import ContactMoment

OWN_SHOWN: Final = 50
blueprint = Blueprint("case_log", __name__, template_folder="templates")


def say_saved(what: str, now: datetime) -> None:
    """Tell that something was saved, and when; never what it says."""
    flash(f"{what} bewaard om {time_nl(now)}.", "success")


def back_to(number: str) -> ResponseReturnValue:
    """The page one came from, when that is a list of cases; else the case."""
    back = request.args.get("terug", "")
    return redirect(back if is_list(back) else url_for("cases.show", number=number), 303)


def is_list(address: str) -> bool:
    """Whether an address is that of the list of cases, with whatever filters."""
    return address == "/dossiers" or address.startswith("/dossiers?")


def _row(doing: Work, number: str) -> CaseRow:
    return case_rows(doing, [get_case(doing, number)])[0]


@blueprint.post("/dossiers/<number>")
@allow("case.write")
def quick(number: str) -> ResponseReturnValue:
    """The quick-entry line of the case page."""
    doing, form = work(), QuickContactForm()
    get_case(doing, number)
    offer_contact(doing, form)
    if saved(
        form,
        lambda doing: log_contact(doing, case=case_for_change(doing, number), **form.values()),
    ):
        say_saved("Contact", doing.clock.now())
        return redirect(url_for("cases.show", number=number), 303)
    page = case_page(doing, get_case(doing, number))
    return render_template("cases/show.html", page=page, quick=form, form=form, draft=None, **page.details), 422


@blueprint.route("/contact-noteren", methods=["GET", "POST"])
@allow("case.write")
def choose() -> ResponseReturnValue:
    """Note contact from the start page: one of one's own cases, or a number."""
    doing, form = work(), AnyContactForm()
    offer_contact(doing, form)
    number = str(form.number.data or "").upper()
    if saved(form, lambda doing: log_contact(doing, case=_named(doing, number), **form.contact())):
        say_saved(f"Contact in {number}", doing.clock.now())
        return redirect(url_for("cases.my_work"), 303)
    own = list_cases(doing, CaseFilter(worker_uid=doing.actor.user_uid), size=OWN_SHOWN)
    rows = case_rows(doing, own.rows)
    page = render_template("cases/choose.html", form=form, rows=rows, today=doing.clock.today())
    return page, 422 if form.is_submitted() else 200


def _named(doing: Work, number: str) -> "Case":
    try:
        return case_for_change(doing, number)
    except NotFound:
        raise Refused("Dit nummer is niet gevonden. Kijk het na, of zoek het dossier in de lijst.", "number") from None


@blueprint.route("/dossiers/<number>/contact", methods=["GET", "POST"])
@allow("case.write")
def log(number: str) -> ResponseReturnValue:
    """Note a contact moment with everything that can be known of it."""
    doing = work()
    about = get_case(doing, number).uid
    form = with_draft(doing, NewContactForm, CONTACT, about)
    offer_contact(doing, form)
    if saved(form, lambda doing: log_contact(doing, case=case_for_change(doing, number), **form.values())):
        say_saved("Contact", doing.clock.now())
        return back_to(number)
    return _contact_page(doing, form, number, "Contact noteren", about)


def _contact_page(
    doing: Work, form: ContactForm, number: str, title: str, about: UUID, over: UUID | None = None
) -> ResponseReturnValue:
    draft = None if form.is_submitted() else draft_of(doing, form=CONTACT, about=about)
    page = render_template(
        "cases/contact.html", form=form, row=_row(doing, number), title=title, draft=draft, over=over
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/contact/<uuid:uid>", methods=["GET", "POST"])
@allow("case.write")
def correct(uid: UUID) -> ResponseReturnValue:
    """Put a contact moment right; somebody who was first is shown beside what was typed."""
    doing = work()
    contact = get_contact(doing, uid)
    number = case_of(doing, contact.case_uid).number
    form = with_draft(doing, ContactForm, CONTACT, uid)
    offer_contact(doing, form, contact)

    def change(doing: Work) -> None:
        correct_contact(doing, contact=contact_for_change(doing, uid, form.read_version), **form.values())

    try:
        if saved(form, change):
            say_saved("Verbetering", doing.clock.now())
            return redirect(url_for("cases.show", number=number), 303)
    except Stale:
        return _both_versions(form, contact.text, contact.version, number, _facts(doing, contact))
    if not form.is_submitted() and not form.text.raw_data:
        fill_contact(form, contact)
    return _contact_page(doing, form, number, "Contact verbeteren", uid, uid)


def _facts(doing: Work, contact: "ContactMoment") -> str:
    """What stands now beside the text, in one line."""
    words = contact_words(doing)
    facts = (date_nl(contact.on), words.kind(contact), words.more(contact))
    return ", ".join(fact for fact in facts if fact)


def _both_versions(
    form: ContactForm | NoteForm, stored: str | None, version: int, number: str, facts: str = ""
) -> ResponseReturnValue:
    form.version.data = str(version)
    return render_template("cases/stale.html", form=form, stored=stored or "", number=number, facts=facts), 409


@blueprint.route("/dossiers/<number>/notitie", methods=["GET", "POST"])
@allow("note.read")
def note(number: str) -> ResponseReturnValue:
    """Write a note."""
    doing = work()
    about = get_case(doing, number).uid
    form = with_draft(doing, NoteForm, NOTE, about)
    if saved(form, lambda doing: write_note(doing, case=case_for_change(doing, number), **form.values())):
        say_saved("Notitie", doing.clock.now())
        return redirect(url_for("cases.show", number=number), 303)
    return _note_page(doing, form, number, "Notitie schrijven", about)


def _note_page(
    doing: Work, form: NoteForm, number: str, title: str, about: UUID, over: UUID | None = None
) -> ResponseReturnValue:
    draft = None if form.is_submitted() else draft_of(doing, form=NOTE, about=about)
    page = render_template("cases/note.html", form=form, row=_row(doing, number), title=title, draft=draft, over=over)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/notitie/<uuid:uid>", methods=["GET", "POST"])
@allow("note.read")
def correct_a_note(uid: UUID) -> ResponseReturnValue:
    """Put a note right; somebody who was first is shown beside what was typed."""
    doing = work()
    stored = get_note(doing, uid)
    number = case_of(doing, stored.case_uid).number
    form = with_draft(doing, NoteForm, NOTE, uid)
    try:
        if saved(
            form,
            lambda doing: correct_note(doing, note=note_for_change(doing, uid, form.read_version), **form.values()),
        ):
            say_saved("Notitie", doing.clock.now())
            return redirect(url_for("cases.show", number=number), 303)
    except Stale:
        return _both_versions(form, stored.text, stored.version, number)
    if not form.is_submitted() and not form.text.raw_data:
        fill_note(form, stored)
    return _note_page(doing, form, number, "Notitie verbeteren", uid, uid)

"""Pages to write in a case: contact moments and notes, and to put them right."""

from datetime import datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.access.work import Work
from app.cases.forms import (
    ContactForm,
    FindCaseForm,
    NewContactForm,
    NoteForm,
    QuickContactForm,
    fill_contact,
    fill_note,
    offer_contact,
)
from app.cases.labels import CaseRow, case_rows
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
from app.cases.saving import saved
from app.cases.service_log import correct_contact, correct_note, log_contact, write_note
from app.core.errors import NotFound, Stale
from app.web.formatting import time_nl
from app.web.work import work

blueprint = Blueprint("case_log", __name__, template_folder="templates")


def say_saved(what: str, now: datetime) -> None:
    """Tell that something was saved, and when; never what it says."""
    flash(f"{what} bewaard om {time_nl(now)}.", "success")


def back_to(number: str) -> ResponseReturnValue:
    """The page one came from, when that is a list of cases; else the case."""
    back = request.args.get("terug", "")
    at_list = back == "/dossiers" or back.startswith("/dossiers?")
    return redirect(back if at_list else url_for("cases.show", number=number), 303)


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
    return render_template("cases/show.html", page=page, quick=form, form=form, **page.details), 422


@blueprint.route("/contact-noteren", methods=["GET", "POST"])
@allow("case.write")
def choose() -> ResponseReturnValue:
    """For which case contact is noted: one of one's own, or a number."""
    doing, form = work(), FindCaseForm()
    if form.validate_on_submit():
        number = str(form.number.data).upper()
        try:
            return redirect(url_for("case_log.log", number=get_case(doing, number).number), 303)
        except NotFound:
            form.add_error("number", "Dit nummer is niet gevonden. Kijk het na, of zoek het dossier in de lijst.")
    own = list_cases(doing, CaseFilter(worker_uid=doing.actor.user_uid), size=10)
    page = render_template("cases/choose.html", form=form, rows=case_rows(doing, own.rows))
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/dossiers/<number>/contact", methods=["GET", "POST"])
@allow("case.write")
def log(number: str) -> ResponseReturnValue:
    """Note a contact moment with everything that can be known of it."""
    doing, form = work(), NewContactForm()
    get_case(doing, number)
    offer_contact(doing, form)
    if saved(form, lambda doing: log_contact(doing, case=case_for_change(doing, number), **form.values())):
        say_saved("Contact", doing.clock.now())
        return back_to(number)
    page = render_template("cases/contact.html", form=form, row=_row(doing, number), title="Contact noteren")
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/contact/<uuid:uid>", methods=["GET", "POST"])
@allow("case.write")
def correct(uid: UUID) -> ResponseReturnValue:
    """Put a contact moment right; somebody who was first is shown beside what was typed."""
    doing, form = work(), ContactForm()
    contact = get_contact(doing, uid)
    number = case_of(doing, contact.case_uid).number
    offer_contact(doing, form, contact)
    try:
        if saved(
            form,
            lambda doing: correct_contact(
                doing, contact=contact_for_change(doing, uid, form.read_version), **form.values()
            ),
        ):
            say_saved("Verbetering", doing.clock.now())
            return redirect(url_for("cases.show", number=number), 303)
    except Stale:
        return _both_versions(form, contact.text, contact.version, number)
    if not form.is_submitted():
        fill_contact(form, contact)
    page = render_template("cases/contact.html", form=form, row=_row(doing, number), title="Contact verbeteren")
    return page, 422 if form.is_submitted() else 200


def _both_versions(form: ContactForm | NoteForm, stored: str | None, version: int, number: str) -> ResponseReturnValue:
    form.version.data = str(version)
    return render_template("cases/stale.html", form=form, stored=stored or "", number=number), 409


@blueprint.route("/dossiers/<number>/notitie", methods=["GET", "POST"])
@allow("note.read")
def note(number: str) -> ResponseReturnValue:
    """Write a note."""
    doing, form = work(), NoteForm()
    get_case(doing, number)
    if saved(form, lambda doing: write_note(doing, case=case_for_change(doing, number), **form.values())):
        say_saved("Notitie", doing.clock.now())
        return redirect(url_for("cases.show", number=number), 303)
    page = render_template("cases/note.html", form=form, row=_row(doing, number), title="Notitie schrijven")
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/notitie/<uuid:uid>", methods=["GET", "POST"])
@allow("note.read")
def correct_a_note(uid: UUID) -> ResponseReturnValue:
    """Put a note right; somebody who was first is shown beside what was typed."""
    doing, form = work(), NoteForm()
    stored = get_note(doing, uid)
    number = case_of(doing, stored.case_uid).number
    try:
        if saved(
            form,
            lambda doing: correct_note(doing, note=note_for_change(doing, uid, form.read_version), **form.values()),
        ):
            say_saved("Notitie", doing.clock.now())
            return redirect(url_for("cases.show", number=number), 303)
    except Stale:
        return _both_versions(form, stored.text, stored.version, number)
    if not form.is_submitted():
        fill_note(form, stored)
    page = render_template("cases/note.html", form=form, row=_row(doing, number), title="Notitie verbeteren")
    return page, 422 if form.is_submitted() else 200

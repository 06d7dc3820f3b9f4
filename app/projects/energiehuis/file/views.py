"""Pages of an application: opening one, its file, and each part of it."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.access.work import Work
from app.cases.forms import ConfirmForm
from app.cases.loading import case_for_change, get_case
from app.cases.models import Case
from app.cases.saving import saved
from app.cases.service import change_phase
from app.clients.labels import full_name
from app.clients.queries import households_of, person_for, snapshots
from app.core.errors import NotFound, Refused
from app.projects.energiehuis.counted import PROJECT_KEY
from app.projects.energiehuis.file.details import file_page
from app.projects.energiehuis.file.forms import ApplyForm, offer_application
from app.projects.energiehuis.file.parts import part_called
from app.projects.energiehuis.file.queries import dossier_of
from app.projects.energiehuis.file.service import open_application, take_off
from app.projects.energiehuis.letters.missing import answer_before
from app.projects.energiehuis.letters.queries import letters_of
from app.projects.energiehuis.letters.rules import LetterKind
from app.projects.energiehuis.letters.service import ask_papers
from app.web.formatting import time_nl
from app.web.work import transaction, work

files = Blueprint("files", __name__)


@files.get("/aanvraag")
@allow("case.write")
def apply() -> ResponseReturnValue:
    """An application begins with finding who asks."""
    return render_template("energiehuis/start.html")


@files.route("/aanvraag/<uuid:person_uid>", methods=["GET", "POST"])
@allow("case.write")
def apply_person(person_uid: UUID) -> ResponseReturnValue:
    """Open a file for somebody who is written down."""
    doing, form = work(), ApplyForm()
    person = person_for(doing, person_uid, "person.write")
    if not doing.actor.holds("case.write", PROJECT_KEY):
        raise NotFound
    homes = households_of(doing, person_uid, doing.clock.today())
    offer_application(doing, form, next(iter(snapshots(doing, homes[0].uid)), None) if homes else None)
    opened: list[str] = []
    if saved(
        form,
        lambda doing: opened.append(
            open_application(
                doing,
                person_uid=person_uid,
                wish=form.wish(),
                organisation=form.organisation.data,
                worker_uid=doing.actor.user_uid,
            ).number
        ),
    ):
        return _to_file(opened[0], "Aanvraag")
    page = render_template("energiehuis/apply.html", form=form, name=full_name(person), person_uid=person_uid)
    return page, 422 if form.has_problems else 200


@files.get("/dossier/<number>")
@allow("case.write")
def show(number: str) -> ResponseReturnValue:
    """The whole file on one page."""
    doing = work()
    page = file_page(doing, dossier_of(doing, _case_here(number)))
    return render_template("energiehuis/file.html", file=page, form=ConfirmForm())


@files.route("/dossier/<number>/<part>", methods=["GET", "POST"])
@allow("case.write")
def part(number: str, part: str) -> ResponseReturnValue:
    """One part of the file, to fill in."""
    doing, form = work(), part_called(part)()
    form.offer(doing, dossier_of(doing, _case_here(number)))
    if saved(form, lambda doing: form.apply(doing, case_for_change(doing, number))):
        return _to_file(number, form.title)
    page = render_template("energiehuis/part.html", form=form, number=number)
    return page, 422 if form.has_problems else 200


@files.post("/dossier/<number>/weg/<uuid:uid>")
@allow("case.write")
def remove(number: str, uid: UUID) -> ResponseReturnValue:
    """Take a quote, an amount or a co-borrower off the file."""
    dossier_of(work(), _case_here(number))
    return _pressed(number, lambda doing: take_off(doing, case=case_for_change(doing, number), uid=uid), "Wijziging")


@files.post("/dossier/<number>/stap")
@allow("case.write")
def step(number: str) -> ResponseReturnValue:
    """Bring the file to its next state."""
    case, to = _case_here(number), request.form.get("to", "")
    dossier_of(work(), case)
    return _pressed(
        number,
        lambda doing: change_phase(doing, case=case_for_change(doing, number), to=to, on=doing.clock.today()),
        "Stap",
    )


@files.get("/dossier/<number>/ontbrekend")
@allow("case.write")
def missing(number: str) -> ResponseReturnValue:
    """What the letter on missing papers would ask, and those that were sent."""
    doing = work()
    case = _case_here(number)
    page, last = file_page(doing, dossier_of(doing, case)), answer_before(doing)
    letters = [each for each in letters_of(doing, case) if each.kind == LetterKind.MISSING]
    return render_template("energiehuis/missing.html", file=page, last=last, letters=letters, form=ConfirmForm())


@files.post("/dossier/<number>/ontbrekend")
@allow("case.write")
def missing_letter(number: str) -> ResponseReturnValue:
    """Write that letter from its text, and plan to come back to it."""
    dossier_of(work(), _case_here(number))
    made: list[UUID] = []
    answer = _pressed(
        number, lambda doing: made.append(ask_papers(doing, case=case_for_change(doing, number)).uid), "Brief"
    )
    return redirect(url_for("energiehuis.letter", uid=made[0]), 303) if made else answer


def _case_here(number: str) -> Case:
    """A case of the Energiehuis that the actor may change; anything else is as good as missing."""
    doing = work()
    case = get_case(doing, number)
    if case.project != PROJECT_KEY or not doing.actor.holds("case.write", case.project, case.organisation):
        raise NotFound
    return case


def _pressed(number: str, change: Callable[[Work], object], what: str) -> ResponseReturnValue:
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            with transaction() as doing:
                change(doing)
        except Refused as refusal:
            flash(refusal.message, "danger")
            return redirect(url_for("energiehuis.files.show", number=number), 303)
        return _to_file(number, what)
    return redirect(url_for("energiehuis.files.show", number=number), 303)


def _to_file(number: str, what: str) -> ResponseReturnValue:
    flash(f"{what} bewaard om {time_nl(work().clock.now())}.", "success")
    return redirect(url_for("energiehuis.files.show", number=number), 303)

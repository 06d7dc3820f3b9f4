"""Pages of letters: write one, take it along, keep the texts."""

from uuid import UUID

from flask import Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.cases.loading import case_for_change, get_case
from app.cases.saving import saved
from app.core.errors import NotFound, Stale
from app.projects.energiehuis.counted import PROJECT_KEY
from app.projects.energiehuis.letters.files import letter_docx, letter_pdf
from app.projects.energiehuis.letters.forms import LetterForm, TemplateForm
from app.projects.energiehuis.letters.queries import content_for, letter_for, newest_template, newest_templates
from app.projects.energiehuis.letters.rules import COMMON, REQUIRED, LetterKind
from app.projects.energiehuis.letters.service import keep_template, letters_for, write_letter
from app.projects.energiehuis.letters.words import LETTER_WORDS
from app.projects.energiehuis.views import blueprint
from app.web.formatting import time_nl
from app.web.work import work

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TEXTS = "energiehuis.letter_texts"


@blueprint.route("/<number>/brief", methods=["GET", "POST"])
@allow("case.write")
def letter_new(number: str) -> ResponseReturnValue:
    """Write a letter for a loan."""
    doing, form = work(), LetterForm()
    case = get_case(doing, number)
    if case.project != PROJECT_KEY or not doing.actor.holds("case.write", case.project, case.organisation):
        raise NotFound
    form.offer(letters_for(doing, case))
    made: list[UUID] = []
    if saved(
        form,
        lambda doing: made.append(
            write_letter(doing, case=case_for_change(doing, number), kind=LetterKind(form.kind.data)).uid
        ),
    ):
        return redirect(url_for("energiehuis.letter", uid=made[0]), 303)
    page = render_template("energiehuis/letter_new.html", form=form, number=number)
    return page, 422 if form.has_problems else 200


@blueprint.get("/brief/<uuid:uid>")
@allow("energiehuis.letters")
def letter(uid: UUID) -> ResponseReturnValue:
    """A letter as it was written."""
    found, case = letter_for(work(), uid)
    words, content = LETTER_WORDS[LetterKind(found.kind)], content_for(work(), found, case)
    return render_template("energiehuis/letter.html", letter=found, content=content, number=case.number, words=words)


@blueprint.get("/brief/<uuid:uid>.<kind>")
@allow("energiehuis.letters")
def letter_file(uid: UUID, kind: str) -> ResponseReturnValue:
    """The letter as a file for a word processor, or for print."""
    found, case = letter_for(work(), uid)
    says = content_for(work(), found, case)
    if kind not in ("docx", "pdf") or says is None:
        abort(404)
    make, mimetype = (letter_docx, _WORD) if kind == "docx" else (letter_pdf, "application/pdf")
    content = make(says, case.number, found.written_on)
    name = f"{case.number}-{found.kind}.{kind}"
    return Response(content, mimetype=mimetype, headers={"Content-Disposition": f"attachment; filename={name}"})


@blueprint.get("/brieven")
@allow(_TEXTS)
def templates() -> ResponseReturnValue:
    """The texts of the letters."""
    rows = [(LETTER_WORDS[LetterKind(each.kind)], each) for each in newest_templates(work().session)]
    return render_template("energiehuis/templates.html", rows=rows)


@blueprint.route("/brieven/<kind>", methods=["GET", "POST"])
@allow(_TEXTS)
def template(kind: str) -> ResponseReturnValue:
    """Change the text of a letter: a new version, checked for what it must and can say."""
    if kind not in set(LetterKind):
        raise NotFound
    chosen, form = LetterKind(kind), TemplateForm()
    newest = newest_template(work().session, chosen)
    if not form.is_submitted():
        form.version.data, form.subject.data, form.body.data = newest.version, newest.subject, newest.body
    try:
        if saved(form, lambda doing: keep_template(doing, kind=chosen, text=form.text(), based_on=form.based_on())):
            flash(f"Tekst: bewaard om {time_nl(work().clock.now())}.", "success")
            return redirect(url_for("energiehuis.templates"), 303)
    except Stale as stale:
        form.add_error(None, stale.message)
    page = render_template(
        "energiehuis/template.html", form=form, words=LETTER_WORDS[chosen], places=COMMON, must=REQUIRED.get(chosen, ())
    )
    return page, 422 if form.has_problems else 200

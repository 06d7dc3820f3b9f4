"""Keeping what is being typed, so that a closed laptop costs nothing; and beginning anew."""

from typing import TypeVar
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app.access.guard import allow
from app.access.work import Work
from app.cases.loading import case_for_change, get_case
from app.cases.policy import drafts_kept
from app.cases.queries_drafts import draft_of, typed
from app.cases.service_drafts import drop_draft, keep_draft
from app.core.errors import NotFound
from app.web.forms import BaseForm
from app.web.work import transaction, work

Form = TypeVar("Form", bound=BaseForm)
blueprint = Blueprint("case_drafts", __name__, template_folder="templates", url_prefix="/concept/<form>")


def with_draft(doing: Work, form: type[Form], name: str, about: UUID) -> Form:
    """A fresh form with what its colleague had typed; what they send now counts above it."""
    if request.method != "GET":
        return form()
    kept = typed(draft_of(doing, form=name, about=about))
    return form(formdata=MultiDict(kept)) if kept else form()


@blueprint.post("")
@allow("case.write")
def keep(form: str) -> ResponseReturnValue:
    """Keep what stands in a form; a case that is not (yet) known keeps nothing."""
    number = request.form.get("number", "").strip().upper()
    kept = False
    try:
        with transaction() as doing:
            case = get_case(doing, number)
            about = request.args.get("over", case.uid, type=UUID)
            kept = keep_draft(doing, case=case, form=form, about=about, given=request.form)
    except NotFound:
        if number and "over" in request.args:
            raise
    return render_template("cases/kept.html", kept=kept, at=work().clock.now(), days=drafts_kept().days)


@blueprint.post("/weg")
@allow("case.write")
def drop(form: str) -> ResponseReturnValue:
    """Forget what was typed."""
    number = request.args.get("number", "")
    with transaction() as doing:
        case = case_for_change(doing, number)
        drop_draft(doing, form=form, about=request.args.get("over", case.uid, type=UUID))
    return redirect(url_for("cases.show", number=number), 303)

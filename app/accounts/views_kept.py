"""The page of a form that was sent too late: look at it, send it again, or throw it away."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.accounts.entering import HOME
from app.accounts.service_kept import drop_form, kept_form
from app.core.errors import NotFound
from app.web.work import transaction, work

blueprint = Blueprint("kept_form", __name__, template_folder="templates", url_prefix="/account/bewaard")
_A_TEXT: Final = 15
"""From so many characters on somebody wrote it; what is shorter was mostly chosen."""


@blueprint.get("")
@allow("account.own")
def show() -> ResponseReturnValue:
    """What was typed, with everything that goes along when it is sent again."""
    kept = kept_form(work())
    content = kept.content if kept else None
    if content is None:
        raise NotFound
    fields = content["fields"]
    texts = [text for _name, text in fields if len(text) >= _A_TEXT]
    return render_template("accounts/kept_form.html", kept=kept, fields=fields, texts=texts)


@blueprint.post("")
@allow("account.own")
def send() -> ResponseReturnValue:
    """Send it where it was going: the browser brings the same fields there, and that page checks them as always."""
    with transaction() as doing:
        kept = kept_form(doing)
        content = kept.content if kept else None
        if content is None:
            raise NotFound
        drop_form(doing)
    return redirect(content["path"], 307)


@blueprint.post("/weg")
@allow("account.own")
def drop() -> ResponseReturnValue:
    """Throw it away."""
    with transaction() as doing:
        drop_form(doing)
    flash("Wat je had ingevuld, is vernietigd.", "success")
    return redirect(HOME, 303)

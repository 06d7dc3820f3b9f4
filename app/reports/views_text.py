"""Writing and approving the texts of the report."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.actionplan.years import checked_year
from app.core.errors import Refused
from app.reports.forms import ApproveForm, TextForm
from app.reports.service_text import PERMISSION, approve_text, write_text
from app.reports.texts import text_page
from app.web.work import transaction, work

blueprint = Blueprint("texts", __name__, template_folder="templates", url_prefix="/beleidsevaluatie")


@blueprint.get("/<int:year>/tekst/<code>")
@allow(PERMISSION)
def show(year: int, code: str) -> ResponseReturnValue:
    """The text of one node, as it stands and as it would be printed."""
    return _page(year, code, TextForm())


@blueprint.post("/<int:year>/tekst/<code>")
@allow(PERMISSION)
def save(year: int, code: str) -> ResponseReturnValue:
    """Keep the next version."""
    form = TextForm()
    if form.validate_on_submit():
        try:
            with transaction() as doing:
                write_text(doing, year=checked_year(year), code=code, text=form.text.data, after=_seen(form))
            flash("Bewaard. Een collega keurt de tekst goed.", "success")
            return redirect(url_for("texts.show", year=year, code=code))
        except Refused as refusal:
            form.add_error(refusal.field, refusal.message)
    return _page(year, code, form, form.text.data), 422


@blueprint.post("/<int:year>/tekst/<code>/goedkeuren")
@allow(PERMISSION)
def approve(year: int, code: str) -> ResponseReturnValue:
    """Approve the newest version."""
    form = ApproveForm()
    if form.validate_on_submit():
        try:
            with transaction() as doing:
                approve_text(doing, year=checked_year(year), code=code, number=_seen(form))
            flash("Goedgekeurd: deze tekst staat nu in het verslag.", "success")
            return redirect(url_for("texts.show", year=year, code=code))
        except Refused as refusal:
            flash(refusal.message, "danger")
    return _page(year, code, TextForm()), 422


def _seen(form: TextForm | ApproveForm) -> int:
    text = str(form.after.data or "0")
    return int(text) if text.isdecimal() else -1


def _page(year: int, code: str, form: TextForm, typed: str | None = None) -> str:
    page = text_page(work(), checked_year(year), code, typed)
    form.text.data, form.after.data = page.text, str(page.number)
    approving = ApproveForm()
    approving.after.data = str(page.number)
    return render_template("reports/text.html", page=page, form=form, approving=approving)

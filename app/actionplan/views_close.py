"""The page of closing a year: what was submitted and decided, what changed since."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.actionplan.close_page import close_page
from app.actionplan.forms import DecideForm, SubmitForm
from app.actionplan.service_close import close_year, return_year, submit_year
from app.actionplan.years import checked_year
from app.core.errors import Refused
from app.web.forms import BaseForm
from app.web.work import transaction, work

blueprint = Blueprint("closing", __name__, template_folder="templates", url_prefix="/afsluiting")


@blueprint.get("/")
@allow("year.close")
def latest() -> ResponseReturnValue:
    """The last whole year."""
    return redirect(url_for("closing.show", year=work().clock.today().year - 1))


@blueprint.get("/<int:year>")
@allow("year.close")
def show(year: int) -> ResponseReturnValue:
    """Where the closing of a year stands."""
    return _page(year, SubmitForm(), DecideForm())


@blueprint.post("/<int:year>/indienen")
@allow("year.close")
def submit(year: int) -> ResponseReturnValue:
    """Offer the year to a colleague who closes it."""
    form = SubmitForm()
    if form.validate_on_submit():
        try:
            with transaction() as doing:
                submit_year(doing, year=year, note=form.note.data)
            flash("Ingediend. Een collega kan het jaar nu afsluiten.", "success")
            return redirect(url_for("closing.show", year=year))
        except Refused as refusal:
            form.add_error(refusal.field, refusal.message)
    return _page(year, form, DecideForm()), 422


@blueprint.post("/<int:year>/beslissen")
@allow("year.close")
def decide(year: int) -> ResponseReturnValue:
    """Close the year, or send it back."""
    form, closes = DecideForm(), request.form.get("beslissing") == "afsluiten"
    if form.validate_on_submit():
        try:
            with transaction() as doing:
                if closes:
                    close_year(doing, year=year, reason=form.reason.data, despite=form.despite.data)
                else:
                    return_year(doing, year=year, reason=form.reason.data)
            flash("De cijfers zijn vastgesteld." if closes else "Teruggestuurd.", "success")
            return redirect(url_for("closing.show", year=year))
        except Refused as refusal:
            form.add_error(refusal.field, refusal.message)
    return _page(year, SubmitForm(), form), 422


def _page(year: int, submit_form: SubmitForm, decide_form: DecideForm) -> str:
    checked_year(year)
    page = close_page(work(), year)
    active: BaseForm = decide_form if page.waiting else submit_form
    return render_template("actionplan/closing.html", page=page, form=active)

"""The page of one action in one year, and exceptions to the days of a year."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.actionplan.action_page import action_page
from app.actionplan.forms import ActionStepForm, ExceptionForm
from app.actionplan.service_year import approve_action, grant_exception, return_action, submit_action
from app.actionplan.years import checked_year
from app.core.errors import NotFound, Refused
from app.web.work import transaction, work

blueprint = Blueprint("year_actions", __name__, template_folder="templates", url_prefix="/afsluiting")


@blueprint.get("/<int:year>/actie/<code>")
@allow("count.write")
def show(year: int, code: str) -> ResponseReturnValue:
    """Where one action stands."""
    return _page(year, code, ActionStepForm())


@blueprint.post("/<int:year>/actie/<code>/indienen")
@allow("count.write")
def submit(year: int, code: str) -> ResponseReturnValue:
    """Hand the figures of an action in."""
    form = ActionStepForm()
    if form.validate_on_submit():
        try:
            with transaction() as doing:
                submit_action(doing, year=checked_year(year), code=code, note=form.note.data)
            flash("Ingediend.", "success")
            return redirect(url_for("year_actions.show", year=year, code=code))
        except Refused as refusal:
            form.add_error(refusal.field, refusal.message)
    return _page(year, code, form), 422


@blueprint.post("/<int:year>/actie/<code>/beslissen")
@allow("year.close")
def decide(year: int, code: str) -> ResponseReturnValue:
    """Approve an action, or send it back."""
    form, approves = ActionStepForm(), request.form.get("beslissing") == "goedkeuren"
    if form.validate_on_submit():
        try:
            with transaction() as doing:
                verb = approve_action if approves else return_action
                verb(doing, year=checked_year(year), code=code, note=form.note.data)
            flash("Goedgekeurd." if approves else "Teruggestuurd.", "success")
            return redirect(url_for("closing.show", year=year))
        except Refused as refusal:
            form.add_error(refusal.field, refusal.message)
    return _page(year, code, form), 422


@blueprint.get("/<int:year>/uitzondering")
@allow("year.close")
def exception(year: int) -> ResponseReturnValue:
    """The form for an exception."""
    return render_template("actionplan/exception.html", year=checked_year(year), form=ExceptionForm())


@blueprint.post("/<int:year>/uitzondering")
@allow("year.close")
def grant(year: int) -> ResponseReturnValue:
    """Let one action be written until a day."""
    form = ExceptionForm()
    if form.validate_on_submit():
        code, until, reason = str(form.code.data), form.until.data, form.reason.data
        try:
            with transaction() as doing:
                grant_exception(doing, year=checked_year(year), code=code, until=until, reason=reason)
            flash("De uitzondering staat er.", "success")
            return redirect(url_for("closing.show", year=year))
        except NotFound:
            form.add_error("code", "Deze actie staat niet in het plan van dat jaar.")
        except Refused as refusal:
            form.add_error(refusal.field, refusal.message)
    return render_template("actionplan/exception.html", year=checked_year(year), form=form), 422


def _page(year: int, code: str, form: ActionStepForm) -> str:
    return render_template("actionplan/year_action.html", page=action_page(work(), checked_year(year), code), form=form)

"""The registers of the data-protection officer: breaches, processors, impact assessments."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.access.work import Work
from app.cases.saving import saved
from app.core.errors import Refused
from app.privacy.forms_registers import AssessmentForm, BreachForm, ProcessorForm, RegisterForm, StepForm
from app.privacy.labels_registers import assessment_lines, breach_line, processor_lines, step_lines
from app.privacy.queries_registers import breach_file, breaches
from app.privacy.service_registers import (
    KEEPS,
    end_processor,
    note_assessment,
    note_breach,
    note_processor,
    note_step,
)
from app.web.work import transaction, work

blueprint = Blueprint("registers", __name__, template_folder="templates", url_prefix="/registers")


@blueprint.get("/")
@allow(KEEPS)
def index() -> ResponseReturnValue:
    """The three registers."""
    doing = work()
    return render_template(
        "privacy/registers.html",
        breaches=[breach_line(doing, one) for one in breaches(doing)],
        processors=processor_lines(doing),
        assessments=assessment_lines(doing),
    )


@blueprint.route("/lek", methods=["GET", "POST"])
@allow(KEEPS)
def breach() -> ResponseReturnValue:
    """Note a breach."""
    return _noted(BreachForm(), "Datalek noteren", lambda doing, form: note_breach(doing, **form.values()))


@blueprint.get("/lek/<int:number>")
@allow(KEEPS)
def show_breach(number: int) -> ResponseReturnValue:
    """One breach with its clock and steps."""
    return _breach(number, StepForm(formdata=None))


@blueprint.post("/lek/<int:number>")
@allow(KEEPS)
def step(number: int) -> ResponseReturnValue:
    """Note what was done."""
    form = StepForm()
    form.offer(work())
    if saved(form, lambda doing: note_step(doing, number=number, **form.values())):
        flash("De stap is genoteerd.", "success")
        return redirect(url_for("registers.show_breach", number=number), 303)
    return _breach(number, form), 422


@blueprint.route("/verwerker", methods=["GET", "POST"])
@allow(KEEPS)
def processor() -> ResponseReturnValue:
    """Note a processor."""
    return _noted(
        ProcessorForm(), "Verwerker noteren", lambda doing, form: note_processor(doing, contract=form.contract())
    )


@blueprint.post("/verwerker/<uuid:uid>/gestopt")
@allow(KEEPS)
def stop(uid: UUID) -> ResponseReturnValue:
    """A processor no longer handles anything."""
    try:
        with transaction() as doing:
            end_processor(doing, uid=uid)
        flash("De samenwerking staat als gestopt.", "success")
    except Refused as refusal:
        flash(refusal.message, "danger")
    return redirect(url_for("registers.index"), 303)


@blueprint.route("/effectbeoordeling", methods=["GET", "POST"])
@allow(KEEPS)
def assessment() -> ResponseReturnValue:
    """Note an impact assessment."""
    return _noted(
        AssessmentForm(), "Effectbeoordeling noteren", lambda doing, form: note_assessment(doing, **form.values())
    )


def _noted(form: RegisterForm, title: str, verb: Callable[[Work, Any], object]) -> ResponseReturnValue:
    form.offer(work())
    if saved(form, lambda doing: verb(doing, form)):
        flash("Bewaard.", "success")
        return redirect(url_for("registers.index"), 303)
    page = render_template("privacy/register_form.html", form=form, title=title)
    return page, 422 if form.is_submitted() else 200


def _breach(number: int, form: StepForm) -> str:
    doing = work()
    form.offer(doing)
    found = breach_file(doing, number)
    return render_template(
        "privacy/breach.html",
        form=form,
        line=breach_line(doing, found),
        what=found.breach.what or "",
        steps=step_lines(doing, found),
    )

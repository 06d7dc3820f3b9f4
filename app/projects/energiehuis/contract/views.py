"""Pages of a loan from contract to closing: where it stands, its table, its steps, what is late."""

from collections.abc import Sequence
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.cases.loading import case_for_change, get_case
from app.cases.models import Case
from app.cases.saving import saved
from app.core.errors import NotFound
from app.projects.energiehuis.arrears.portfolio import late_rows, portfolio
from app.projects.energiehuis.contract.forms import PlainForm, UndoForm
from app.projects.energiehuis.contract.page import loan_page
from app.projects.energiehuis.contract.service_drawdown import withdraw_drawdown
from app.projects.energiehuis.contract.steps import STEPS, offer_undo
from app.projects.energiehuis.counted import PROJECT_KEY
from app.projects.energiehuis.ledger.service import undo
from app.projects.energiehuis.views import blueprint
from app.web.formatting import date_nl, euro, time_nl
from app.web.forms import BaseForm
from app.web.work import work


@blueprint.get("/<number>/lening")
@allow("case.read")
def loan(number: str) -> ResponseReturnValue:
    """Where a loan stands, and what can be done."""
    doing = work()
    return render_template("energiehuis/loan.html", page=loan_page(doing, _loan_case(number)), form=PlainForm())


@blueprint.get("/<number>/aflossingstabel")
@allow("case.read")
def schedule(number: str) -> ResponseReturnValue:
    """The amortisation table as it follows from what was drawn so far."""
    page = loan_page(work(), _loan_case(number))
    if page.table is None:
        raise NotFound
    return render_template("energiehuis/schedule.html", page=page)


@blueprint.route("/<number>/stap/<key>", methods=["GET", "POST"])
@allow("case.write")
def loan_step(number: str, key: str) -> ResponseReturnValue:
    """One step in the life of a loan."""
    case, step = _loan_case(number, "case.write"), STEPS.get(key)
    if step is None:
        raise NotFound
    form = step.form()
    step.offer(work(), case, form)
    if saved(form, lambda doing: step.run(doing, case_for_change(doing, number), form)):
        return _to_loan(number, step.title)
    return _step_page(form, number, step.title, step.lead, step.button, step.tell(work(), case))


@blueprint.route("/<number>/boeking/<uuid:uid>/ongedaan", methods=["GET", "POST"])
@allow("case.write")
def undo_entry(number: str, uid: UUID) -> ResponseReturnValue:
    """Undo an entry by another."""
    case, form = _loan_case(number, "case.write"), UndoForm()
    line = next((line for line in loan_page(work(), case).entries if line.uid == uid), None)
    if line is None:
        raise NotFound
    facts = [f"{line.words} van {date_nl(line.on)}: {euro(line.amount)}"]
    offer_undo(work(), form)
    if saved(form, lambda doing: undo(doing, case=case_for_change(doing, number), uid=uid, reason=form.reason.data)):
        return _to_loan(number, "Tegenboeking")
    lead = "De boeking blijft staan, met een tegenboeking ernaast. De stand wordt opnieuw berekend."
    return _step_page(form, number, "Boeking ongedaan maken", lead, "Maak ongedaan", facts)


@blueprint.route("/<number>/factuur/<uuid:uid>/intrekken", methods=["GET", "POST"])
@allow("case.write")
def withdraw_invoice(number: str, uid: UUID) -> ResponseReturnValue:
    """An invoice will not be paid after all."""
    case, form = _loan_case(number, "case.write"), PlainForm()
    line = next((line for line in loan_page(work(), case).invoices if line.uid == uid), None)
    if line is None:
        raise NotFound
    facts = [f"{line.work}, gevraagd op {date_nl(line.on)}: {euro(line.amount)}"]
    if saved(form, lambda doing: withdraw_drawdown(doing, case=case_for_change(doing, number), uid=uid)):
        return _to_loan(number, "Intrekking")
    return _step_page(form, number, "Factuur intrekken", "De factuur wordt niet betaald.", "Trek de factuur in", facts)


@blueprint.get("/achterstand")
@allow("case.read")
def late() -> ResponseReturnValue:
    """Loans that are late, the longest first, and the portfolio by age."""
    doing = work()
    return render_template("energiehuis/late.html", rows=late_rows(doing), ages=portfolio(doing))


def _loan_case(number: str, permission: str = "case.read") -> Case:
    doing = work()
    case = get_case(doing, number)
    if case.project != PROJECT_KEY or not doing.actor.holds(permission, case.project, case.organisation):
        raise NotFound
    return case


def _to_loan(number: str, what: str) -> ResponseReturnValue:
    flash(f"{what}: bewaard om {time_nl(work().clock.now())}.", "success")
    return redirect(url_for("energiehuis.loan", number=number), 303)


def _step_page(
    form: BaseForm, number: str, title: str, lead: str, button: str, facts: Sequence[str] = ()
) -> ResponseReturnValue:
    page = render_template(
        "energiehuis/step.html", form=form, number=number, title=title, lead=lead, button_words=button, facts=facts
    )
    return page, 422 if form.has_problems else 200

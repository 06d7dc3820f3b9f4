"""Pages of whoever decides: the worklist, one file with every check, the condition, rates with a second person."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.access.work import Work
from app.cases.forms import VersionedForm
from app.cases.loading import get_case
from app.cases.saving import saved
from app.core.errors import NotFound, Stale
from app.projects.energiehuis.decision.details import obstacles, rate_rows, waiting_rows
from app.projects.energiehuis.decision.forms import (
    ConditionForm,
    DecisionForm,
    RateForm,
    SettleForm,
    offer_decision,
    offer_rate,
)
from app.projects.energiehuis.decision.service import DECIDE, decide, meet_condition
from app.projects.energiehuis.file.details import file_page
from app.projects.energiehuis.file.queries import Dossier, dossier_of
from app.projects.energiehuis.lifecycle.rules import State
from app.projects.energiehuis.products.service_rates import propose_rate, settle_rate
from app.web.formatting import time_nl
from app.web.work import work

decisions = Blueprint("decisions", __name__)


@decisions.get("/beslissen")
@allow("energiehuis.decide")
def worklist() -> ResponseReturnValue:
    """Files that wait for a decision, the oldest first."""
    return render_template("energiehuis/worklist.html", rows=waiting_rows(work()))


@decisions.route("/beslissen/<number>", methods=["GET", "POST"])
@allow("energiehuis.decide")
def decision(number: str) -> ResponseReturnValue:
    """Everything that decides, and the decision."""
    form = DecisionForm()
    offer_decision(work(), form, _dossier_here(number))
    return _decided(
        number,
        form,
        lambda doing: decide(doing, number=number, version=form.read_version, ruling=form.ruling()),
        "Beslissing",
    )


@decisions.post("/beslissen/<number>/voorwaarde")
@allow("energiehuis.decide")
def condition(number: str) -> ResponseReturnValue:
    """Establish that the condition is met."""
    form = ConditionForm()
    _dossier_here(number)
    return _decided(
        number, form, lambda doing: meet_condition(doing, number=number, version=form.read_version), "Goedkeuring"
    )


@decisions.route("/rentevoeten", methods=["GET", "POST"])
@allow("energiehuis.rates")
def rates() -> ResponseReturnValue:
    """Rates that were entered, and a new one."""
    doing, form = work(), RateForm()
    offer_rate(doing, form)
    if saved(form, lambda doing: propose_rate(doing, **form.proposal())):
        flash(f"Voorstel bewaard om {time_nl(doing.clock.now())}. Een tweede persoon kijkt het na.", "success")
        return redirect(url_for("energiehuis.decisions.rates"), 303)
    page = render_template("energiehuis/rates.html", form=form, settle=SettleForm(), rows=rate_rows(doing))
    return page, 422 if form.has_problems else 200


@decisions.post("/rentevoeten/<uuid:uid>")
@allow("energiehuis.rates")
def settle(uid: UUID) -> ResponseReturnValue:
    """A second person agrees with a rate, or does not."""
    form = SettleForm()
    try:
        done = saved(form, lambda doing: settle_rate(doing, uid=uid, agrees=form.answer.data == "ja"))
    except Stale as stale:
        form.add_error(None, stale.message)
        done = False
    if done:
        flash(f"Bewaard om {time_nl(work().clock.now())}.", "success")
    for problem in form.problems:
        flash(problem.message, "danger")
    return redirect(url_for("energiehuis.decisions.rates"), 303)


def _dossier_here(number: str) -> Dossier:
    """A file on which the actor may decide; anything else is as good as missing."""
    doing = work()
    case = get_case(doing, number)
    if not doing.actor.holds(DECIDE, case.project, case.organisation):
        raise NotFound
    return dossier_of(doing, case)


def _decided(number: str, form: VersionedForm, change: Callable[[Work], object], what: str) -> ResponseReturnValue:
    status = 200
    try:
        if saved(form, change):
            flash(f"{what} bewaard om {time_nl(work().clock.now())}.", "success")
            return redirect(url_for("energiehuis.decisions.decision", number=number), 303)
        status = 422 if form.is_submitted() else 200
    except Stale:
        status = 409
    return _decision_page(number, form, status), status


def _decision_page(number: str, form: VersionedForm, status: int) -> str:
    doing = work()
    found = _dossier_here(number)
    state = None if found.case.closed_on else found.case.phase
    if status == 409:
        form.version.data = str(found.case.version)
    return render_template(
        "energiehuis/decision.html",
        form=form,
        file=file_page(doing, found),
        obstacles=obstacles(doing, found),
        is_open=state == State.ADVISED and isinstance(form, DecisionForm),
        is_conditional=state == State.CONDITIONAL,
        condition=ConditionForm(version=str(found.case.version), formdata=None),
        is_stale=status == 409,
    )

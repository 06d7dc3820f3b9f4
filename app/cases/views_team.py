"""Pages of the team: caseload, giving and offering cases, answering, being away."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.access.work import Work
from app.accounts.queries import user_names
from app.cases.forms import ConfirmForm
from app.cases.forms_team import AbsenceForm, AnswerForm, AssignForm, OfferForm
from app.cases.kinds import kind_of, kinds
from app.cases.labels import case_rows
from app.cases.labels_team import load_rows, offer_row
from app.cases.loading import case_for_change, get_case
from app.cases.queries_team import caseload, hand_over_for_answer, own_absences
from app.cases.saving import saved
from app.cases.service_team import (
    accept_case,
    cancel_absence,
    decline_case,
    give_case,
    offer_case,
    plan_absence,
    withdraw_offer,
)
from app.cases.views_log import say_saved
from app.core.errors import Stale
from app.web.work import transaction, work

blueprint = Blueprint("case_team", __name__, template_folder="templates")
ACCEPT = "ja"


@blueprint.get("/team")
@allow("case.read")
def index() -> ResponseReturnValue:
    """How much every colleague follows, and who is away."""
    doing = work()
    return render_template("cases/team.html", rows=load_rows(doing, caseload(doing)))


@blueprint.route("/dossiers/<number>/toewijzen", methods=["GET", "POST"])
@allow("case.write")
def give(number: str) -> ResponseReturnValue:
    """Make a colleague of the same organisation responsible."""
    form = AssignForm()
    return _step(
        number,
        form,
        lambda doing: give_case(
            doing, case=case_for_change(doing, number, form.read_version), worker_uid=form.worker_uid
        ),
        title="Dossier toewijzen",
        button="Wijs toe",
    )


@blueprint.route("/dossiers/<number>/overdragen", methods=["GET", "POST"])
@allow("case.write")
def offer(number: str) -> ResponseReturnValue:
    """Offer the case to a colleague of another organisation."""
    form = OfferForm()

    def change(doing: Work) -> None:
        to_uid, organisation = form.chosen
        case = case_for_change(doing, number, form.read_version)
        why, consent_uid = form.why.data, form.consent_uid
        offer_case(doing, case=case, to_uid=to_uid, organisation=organisation, why=why, consent_uid=consent_uid)

    return _step(number, form, change, title="Dossier overdragen", button="Bied het dossier aan")


def _step(
    number: str, form: AssignForm | OfferForm, change: Callable[[Work], None], *, title: str, button: str
) -> ResponseReturnValue:
    doing = work()
    form.offer(doing, get_case(doing, number))
    stale = False
    try:
        if saved(form, change):
            say_saved("Dossier", doing.clock.now())
            return redirect(url_for("cases.show", number=number), 303)
    except Stale:
        stale = True
    case = get_case(doing, number)
    form.version.data = str(case.version) if stale else form.version.data
    row = case_rows(doing, [case])[0]
    page = render_template("cases/give.html", form=form, row=row, title=title, button_label=button, stale=stale)
    return page, 409 if stale else 422 if form.is_submitted() else 200


@blueprint.post("/dossiers/<number>/overdragen/intrekken")
@allow("case.write")
def withdraw(number: str) -> ResponseReturnValue:
    """Take the offer back."""
    form = ConfirmForm()
    if saved(form, lambda doing: withdraw_offer(doing, case=case_for_change(doing, number))):
        say_saved("Intrekking", work().clock.now())
    for problem in form.problems:
        flash(problem.message, "danger")
    return redirect(url_for("cases.show", number=number), 303)


@blueprint.route("/overdracht/<uuid:uid>", methods=["GET", "POST"])
@allow("case.write")
def answer(uid: UUID) -> ResponseReturnValue:
    """Accept a case that was offered, or say why not. Its person shows after accepting."""
    doing, form = work(), AnswerForm()
    accepts = request.form.get("antwoord") == ACCEPT
    accepted: list[str] = []

    def change(doing: Work) -> None:
        if accepts:
            accepted.append(accept_case(doing, uid=uid).number)
        else:
            decline_case(doing, uid=uid, answer=form.answer.data)

    if saved(form, change):
        say_saved("Antwoord", doing.clock.now())
        return redirect(url_for("cases.show", number=accepted[0]) if accepted else url_for("cases.my_work"), 303)
    hand_over, case = hand_over_for_answer(doing, uid)
    page = render_template(
        "cases/answer.html", form=form, row=offer_row(doing, hand_over, case), kind=kind_of(case.project)
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/afwezig", methods=["GET", "POST"])
@allow("case.write")
def away() -> ResponseReturnValue:
    """When one is away, and who stands in."""
    doing, form = work(), AbsenceForm()
    form.offer(doing, [kind.key for kind in kinds()])

    def change(doing: Work) -> None:
        plan_absence(doing, since=form.since.data, until=form.until.data, deputy_uid=form.deputy_uid)  # type: ignore[arg-type]

    if saved(form, change):
        say_saved("Afwezigheid", doing.clock.now())
        return redirect(url_for("case_team.away"), 303)
    planned = own_absences(doing)
    names = user_names(doing.session, [one.deputy_uid for one in planned if one.deputy_uid])
    page = render_template("cases/away.html", form=form, planned=planned, names=names)
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/afwezig/<uuid:uid>/weg")
@allow("case.write")
def present(uid: UUID) -> ResponseReturnValue:
    """One is not away after all."""
    with transaction() as doing:
        cancel_absence(doing, uid=uid)
    return redirect(url_for("case_team.away"), 303)

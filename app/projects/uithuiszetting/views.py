"""Pages of the desk: what waits, a report, and the steps of one case."""

from typing import cast
from uuid import UUID

from flask import Flask, flash, redirect, render_template, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.cases.forms_privacy import consent_chosen
from app.cases.loading import case_for_change, get_case
from app.cases.models import Case
from app.cases.saving import saved
from app.clients.labels import full_name
from app.clients.panels import PersonPanel, add_person_panel
from app.clients.queries import households_of, person_for, snapshots
from app.core.errors import NotFound
from app.projects.uithuiszetting.blueprint import blueprint
from app.projects.uithuiszetting.counted import PROJECT_KEY
from app.projects.uithuiszetting.details import offer_row, person_panel, urgent_rows
from app.projects.uithuiszetting.forms import (
    AnswerForm,
    DispatchForm,
    LiftForm,
    ObjectionForm,
    ReportForm,
    StageForm,
    offer_answer,
    offer_dispatch,
    offer_objection,
    offer_report,
    offer_stage,
)
from app.projects.uithuiszetting.labels_checks import check_rows
from app.projects.uithuiszetting.queries import earlier_reports, eviction_of, offer_for, offers
from app.projects.uithuiszetting.queries_checks import checks_due
from app.projects.uithuiszetting.queries_terms import urgent_cases
from app.projects.uithuiszetting.service import lift_objection, log_stage, note_objection, report_eviction
from app.projects.uithuiszetting.service_dispatch import answer_dispatch, dispatch_report
from app.web.formatting import time_nl
from app.web.forms import BaseForm
from app.web.work import work


@blueprint.record_once
def _on_the_page_of_a_person(state: BlueprintSetupState) -> None:
    add_person_panel(cast(Flask, state.app), PersonPanel("uithuiszetting/_person.html", person_panel, order=70))


@blueprint.get("/")
@allow("uithuiszetting.desk")
def desk() -> ResponseReturnValue:
    """What presses, what waits for an answer, and what has to be looked back on."""
    doing = work()
    return render_template(
        "uithuiszetting/desk.html",
        urgent=urgent_rows(doing, urgent_cases(doing)),
        rows=[offer_row(doing, each) for each in offers(doing)],
        checks=check_rows(doing, checks_due(doing)),
        may_escalate=doing.actor.holds("uithuiszetting.escalation", PROJECT_KEY),
    )


@blueprint.get("/melden")
@allow("case.write")
def register() -> ResponseReturnValue:
    """A report begins with finding the tenant."""
    return render_template("uithuiszetting/start.html")


@blueprint.route("/melden/<uuid:person_uid>", methods=["GET", "POST"])
@allow("case.write")
def register_person(person_uid: UUID) -> ResponseReturnValue:
    """Report that somebody who is written down may be evicted."""
    doing, form = work(), ReportForm()
    person = person_for(doing, person_uid, "person.write")
    if not doing.actor.holds("case.write", PROJECT_KEY):
        raise NotFound
    homes = households_of(doing, person_uid, doing.clock.today())
    last = next(iter(snapshots(doing, homes[0].uid)), None) if homes else None
    offer_report(doing, form, last, earlier_reports(doing, person_uid))
    opened: list[str] = []
    if saved(
        form,
        lambda doing: opened.append(
            report_eviction(
                doing,
                person_uid=person_uid,
                told=form.told(),
                organisation=form.organisation.data,
                worker_uid=doing.actor.user_uid,
            ).number
        ),
    ):
        return _to_case(opened[0], "Melding")
    return _page("report", form, name=full_name(person), person_uid=person_uid)


@blueprint.route("/<number>/stap", methods=["GET", "POST"])
@allow("case.write")
def stage(number: str) -> ResponseReturnValue:
    """Write down that something happened."""
    form = StageForm()
    _case_here(number)
    offer_stage(work(), form)
    if saved(form, lambda doing: log_stage(doing, case=case_for_change(doing, number), step=form.step())):
        return _to_case(number, "Stap")
    return _page("stage", form, number=number)


@blueprint.route("/<number>/verzet", methods=["GET", "POST"])
@allow("case.write")
def objection(number: str) -> ResponseReturnValue:
    """The tenant objects to sharing."""
    form = ObjectionForm()
    case = _case_here(number)
    offer_objection(work(), form)
    if saved(
        form,
        lambda doing: note_objection(doing, case=case_for_change(doing, number), on=form.on.data or case.opened_on),
    ):
        return _to_case(number, "Verzet")
    return _page("objection", form, number=number)


@blueprint.route("/<number>/verzet-vervalt", methods=["GET", "POST"])
@allow("case.write")
def lift(number: str) -> ResponseReturnValue:
    """The tenant no longer objects."""
    form = LiftForm()
    case = _case_here(number)
    if saved(form, lambda doing: lift_objection(doing, case=case_for_change(doing, number))):
        return _to_case(number, "Akkoord met delen")
    return _page("lift", form, number=number, since=eviction_of(work().session, case.uid).report.objects_since)


@blueprint.route("/<number>/doorverwijzen", methods=["GET", "POST"])
@allow("case.write")
def dispatch(number: str) -> ResponseReturnValue:
    """Pass the report on."""
    form = DispatchForm()
    offer_dispatch(work(), form, _case_here(number))
    if saved(
        form,
        lambda doing: dispatch_report(
            doing,
            case=case_for_change(doing, number),
            destination=form.sent()[0],
            organisation=form.sent()[1],
            on=form.sent()[2],
            consent_uid=consent_chosen(form.consent),
        ),
    ):
        return _to_case(number, "Doorverwijzing")
    return _page("dispatch", form, number=number)


@blueprint.route("/doorverwijzing/<uuid:uid>", methods=["GET", "POST"])
@allow("case.write")
def answer(uid: UUID) -> ResponseReturnValue:
    """Write down what the service that was asked answers."""
    doing, form = work(), AnswerForm()
    offer_answer(doing, form)
    if saved(form, lambda doing: answer_dispatch(doing, uid=uid, answer=form.answer())):
        flash(f"Antwoord bewaard om {time_nl(doing.clock.now())}.", "success")
        return redirect(url_for("uithuiszetting.desk"), 303)
    offer = offer_for(doing, uid)
    return _page("answer", form, row=offer_row(doing, offer), is_answered=offer.dispatch.answered_on is not None)


def _case_here(number: str) -> Case:
    """A case of the desk that the actor may change; anything else is as good as missing."""
    doing = work()
    case = get_case(doing, number)
    if case.project != PROJECT_KEY or not doing.actor.holds("case.write", case.project, case.organisation):
        raise NotFound
    return case


def _to_case(number: str, what: str) -> ResponseReturnValue:
    flash(f"{what} bewaard om {time_nl(work().clock.now())}.", "success")
    return redirect(url_for("cases.show", number=number), 303)


def _page(template: str, form: BaseForm, **shown: object) -> ResponseReturnValue:
    page = render_template(f"uithuiszetting/{template}.html", form=form, **shown)
    return page, 422 if form.has_problems else 200

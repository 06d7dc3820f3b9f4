"""Pages of the crisis network: tonight, a question and its answer, a group that stays, suspensions."""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from flask import Flask, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.access.work import Work
from app.cases.place import Place
from app.cases.saving import saved
from app.clients.duplicates import MayBeKnown
from app.clients.labels import full_name
from app.clients.models import Person
from app.clients.panels import PersonPanel, add_person_panel
from app.core.errors import Refused
from app.projects.krachtwonen.crisis.forms import (
    AnswerForm,
    LeaveForm,
    MoreNightsForm,
    RequestForm,
    TickOffForm,
    offer_answer,
    offer_leaving,
    offer_request,
)
from app.projects.krachtwonen.crisis.labels import bed_rows, guest_rows, request_rows, tonight
from app.projects.krachtwonen.crisis.panel import crisis_panel
from app.projects.krachtwonen.crisis.queries import beds, group, guests, request_for, requests, to_follow_up
from app.projects.krachtwonen.crisis.service import depart_all, stay_on_all
from app.projects.krachtwonen.crisis.service_requests import follow_up, note_request, reply_to
from app.projects.krachtwonen.kinds import CRISIS_KINDS, PROJECT_KEY
from app.projects.krachtwonen.stays.queries_policy import terms
from app.projects.krachtwonen.views import blueprint, done, page, person_here
from app.web.work import transaction, work


@blueprint.record_once
def _on_the_page_of_a_person(state: BlueprintSetupState) -> None:
    add_person_panel(
        cast(Flask, state.app), PersonPanel("krachtwonen/crisis/_crisis_person.html", crisis_panel, order=65)
    )


@blueprint.get("/crisis")
@allow("krachtwonen.stay")
def crisis() -> ResponseReturnValue:
    """Tonight: free beds, who is there, what has to be taken over."""
    doing = work()
    night = tonight(doing)
    asked = requests(doing, Place.read(request.args.get("na", "")))
    return render_template(
        "krachtwonen/crisis/crisis.html",
        night=night,
        beds=bed_rows(doing, beds(doing, night)),
        guests=guest_rows(doing, guests(doing, night), night),
        waiting=request_rows(doing, to_follow_up(doing)),
        requests=request_rows(doing, asked.rows),
        after=asked.after,
        may_heal=doing.actor.holds("krachtwonen.medical", PROJECT_KEY),
        may_decide=doing.actor.holds("krachtwonen.decide", PROJECT_KEY),
    )


@blueprint.route("/crisis/vraag", methods=["GET", "POST"])
@allow("krachtwonen.stay")
def ask() -> ResponseReturnValue:
    """Somebody calls for a bed: question and answer on one page."""
    return _ask(None)


@blueprint.route("/crisis/vraag/persoon/<uuid:person_uid>", methods=["GET", "POST"])
@allow("krachtwonen.stay")
def ask_for(person_uid: UUID) -> ResponseReturnValue:
    """The same for somebody who is written down."""
    return _ask(person_here(person_uid, "krachtwonen.stay"))


def _ask(person: Person | None) -> ResponseReturnValue:
    doing, form = work(), RequestForm()
    night = tonight(doing)
    offer_request(doing, form)
    offer_answer(doing, form, beds(doing, night), person)
    uid = person.uid if person else None
    if _answered(
        form,
        lambda doing: reply_to(doing, request=note_request(doing, asked=form.asked()), reply=form.reply(uid)).ref,
    ):
        return _to_crisis("Vraag")
    return page("crisis/crisis_ask", form, night=night, name=full_name(person) if person else "")


@blueprint.route("/crisis/vraag/<ref>", methods=["GET", "POST"])
@allow("krachtwonen.stay")
def answer_request(ref: str) -> ResponseReturnValue:
    """The answer to a question that was left open."""
    doing, form = work(), AnswerForm()
    asked = request_for(doing, ref)
    offer_answer(doing, form, beds(doing, asked.night), None)
    if _answered(form, lambda doing: reply_to(doing, request=request_for(doing, ref), reply=form.reply(None)).ref):
        return _to_crisis("Antwoord")
    return page("crisis/crisis_answer", form, name="", row=request_rows(doing, [asked])[0])


def _answered(form: AnswerForm, change: Callable[[Work], object]) -> bool:
    """Whether the answer was kept; whoever resembles somebody known is asked about at its field first."""
    if not form.validate_on_submit():
        return False
    try:
        with transaction() as doing:
            change(doing)
    except MayBeKnown as doubt:
        form.add_error("known", doubt.message)
        return False
    except Refused as refusal:
        form.add_error(refusal.field, refusal.message)
        return False
    return True


@blueprint.post("/crisis/opvolging/<ref>")
@allow("krachtwonen.stay")
def take_over(ref: str) -> ResponseReturnValue:
    """The referrer took over."""
    form = TickOffForm()
    if saved(form, lambda doing: follow_up(doing, request=request_for(doing, ref))):
        return _to_crisis("Overname")
    request_for(work(), ref)
    return page("crisis/take_over", form)


@blueprint.route("/crisis/groep/<ref>/nachten", methods=["GET", "POST"])
@allow("krachtwonen.stay")
def more_nights(ref: str) -> ResponseReturnValue:
    """Some nights more for everybody of a group."""
    form = MoreNightsForm()
    rows = guest_rows(work(), group(work(), ref), tonight(work()))
    if not form.is_submitted():
        form.nights.data = 1
    if saved(form, lambda doing: stay_on_all(doing, group_ref=ref, nights=form.nights.data or 1)):
        return _to_crisis("Verlenging")
    words = [term.label for term in terms(work().session) if term.kind in CRISIS_KINDS and term.valid_to is None]
    return page("crisis/more_nights", form, rows=rows, terms=words)


@blueprint.route("/crisis/groep/<ref>/vertrek", methods=["GET", "POST"])
@allow("krachtwonen.stay")
def departure(ref: str) -> ResponseReturnValue:
    """Some or all of a group leave."""
    form = LeaveForm()
    there = group(work(), ref)
    offer_leaving(work(), form, there)
    if saved(form, lambda doing: depart_all(doing, group_ref=ref, who=form.chosen(), on=form.day())):
        return _to_crisis("Vertrek")
    return page("crisis/departure", form, rows=guest_rows(work(), there, tonight(work())))


def _to_crisis(what: str) -> ResponseReturnValue:
    return done(f"{what} bewaard", url_for("krachtwonen.crisis"))

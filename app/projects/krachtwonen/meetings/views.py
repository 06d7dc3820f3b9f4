"""Pages of multidisciplinary crisis meetings: those to come, asking for one, one meeting and its steps."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.cases.loading import case_for_change
from app.cases.queries_household import cases_of_person
from app.cases.saving import saved
from app.clients.queries import person_for
from app.projects.krachtwonen.kinds import PROJECT_KEY
from app.projects.krachtwonen.meetings.forms import (
    AgreeForm,
    CallOffForm,
    ConcludeForm,
    InviteForm,
    MeetingForm,
    PlanForm,
    offer_agreement,
    offer_conclusion,
    offer_invite,
    offer_meeting,
    offer_plan,
)
from app.projects.krachtwonen.meetings.labels import meeting_page, meeting_rows
from app.projects.krachtwonen.meetings.queries import meeting_for, open_meetings, participants
from app.projects.krachtwonen.meetings.service import agree, call_off, conclude, invite, plan_meeting, request_meeting
from app.projects.krachtwonen.paging import Mark
from app.projects.krachtwonen.views import blueprint, case_here, done, page
from app.web.work import work


@blueprint.get("/mco")
@allow("case.write")
def meetings() -> ResponseReturnValue:
    """The meetings that are still to be held."""
    doing = work()
    found = open_meetings(doing, Mark.read(request.args.get("na", "")))
    rows = meeting_rows(doing, found.rows)
    return render_template("krachtwonen/meetings/meetings.html", rows=rows, after=found.after)


@blueprint.get("/mco/voorstel/<uuid:person_uid>")
@allow("case.write")
def propose_meeting(person_uid: UUID) -> ResponseReturnValue:
    """A meeting about somebody who comes very often: in their open situation, else a situation is reported first."""
    doing = work()
    person_for(doing, person_uid)
    here = (each for each in cases_of_person(doing, person_uid) if each.project == PROJECT_KEY)
    case = next((each for each in here if each.closed_on is None), None)
    if case is None:
        return render_template("krachtwonen/meetings/no_situation.html", person_uid=person_uid)
    return redirect(url_for("krachtwonen.new_meeting", number=case.number, aanleiding="crisis"), 303)


@blueprint.route("/<number>/mco", methods=["GET", "POST"])
@allow("case.write")
def new_meeting(number: str) -> ResponseReturnValue:
    """Ask for a meeting about a situation."""
    form = MeetingForm()
    case_here(number, "case.write")
    offer_meeting(work(), form, repeated=request.args.get("aanleiding") == "crisis")
    made: list[UUID] = []
    if saved(
        form,
        lambda doing: made.append(request_meeting(doing, case=case_for_change(doing, number), agenda=form.asked()).uid),
    ):
        return _to_meeting(made[0], "Aanvraag")
    return page("meetings/meeting_new", form, number=number)


@blueprint.get("/mco/<uuid:uid>")
@allow("case.write")
def meeting(uid: UUID) -> ResponseReturnValue:
    """One meeting: agenda, table, what was agreed."""
    doing = work()
    shown = meeting_page(doing, meeting_for(doing, uid))
    return render_template("krachtwonen/meetings/meeting.html", meeting=shown, form=CallOffForm())


@blueprint.route("/mco/<uuid:uid>/plannen", methods=["GET", "POST"])
@allow("case.write")
def plan(uid: UUID) -> ResponseReturnValue:
    """Fix the day and the agenda."""
    form = PlanForm()
    offer_plan(form, meeting_for(work(), uid).request)
    if saved(
        form,
        lambda doing: plan_meeting(
            doing,
            meeting=meeting_for(doing, uid, lock=True).request,
            planned_on=form.planned_on.data,
            agenda=form.agenda.data,
        ),
    ):
        return _to_meeting(uid, "Planning")
    return page("meetings/meeting_plan", form, uid=uid)


@blueprint.route("/mco/<uuid:uid>/uitnodigen", methods=["GET", "POST"])
@allow("case.write")
def invite_service(uid: UUID) -> ResponseReturnValue:
    """Ask a service to the table."""
    form = InviteForm()
    meeting_for(work(), uid)
    offer_invite(work(), form)
    if saved(
        form,
        lambda doing: invite(
            doing, meeting=meeting_for(doing, uid, lock=True).request, service=form.service.data, name=form.name.data
        ),
    ):
        return _to_meeting(uid, "Deelnemer")
    return page("meetings/meeting_invite", form, uid=uid)


@blueprint.route("/mco/<uuid:uid>/verslag", methods=["GET", "POST"])
@allow("case.write")
def conclude_meeting(uid: UUID) -> ResponseReturnValue:
    """The meeting took place."""
    doing, form = work(), ConcludeForm()
    found = meeting_for(doing, uid).request
    offer_conclusion(doing, form, list(participants(doing, found)), found.planned_on)
    if saved(
        form,
        lambda doing: conclude(
            doing,
            meeting=meeting_for(doing, uid, lock=True).request,
            on=form.day(),
            attended=form.present(),
            conclusion=form.conclusion.data,
        ),
    ):
        return _to_meeting(uid, "Verslag")
    return page("meetings/meeting_conclude", form, uid=uid)


@blueprint.route("/mco/<uuid:uid>/actiepunt", methods=["GET", "POST"])
@allow("case.write")
def action_point(uid: UUID) -> ResponseReturnValue:
    """Who does what by when."""
    form = AgreeForm()
    meeting_for(work(), uid)
    offer_agreement(work(), form)
    if saved(
        form,
        lambda doing: agree(doing, meeting=meeting_for(doing, uid, lock=True).request, agreed=form.agreed(doing)),
    ):
        return _to_meeting(uid, "Actiepunt")
    return page("meetings/meeting_agree", form, uid=uid)


@blueprint.post("/mco/<uuid:uid>/afgelasten")
@allow("case.write")
def cancel_meeting(uid: UUID) -> ResponseReturnValue:
    """The meeting will not take place."""
    form = CallOffForm()
    if saved(form, lambda doing: call_off(doing, meeting=meeting_for(doing, uid, lock=True).request)):
        return _to_meeting(uid, "Afgelasting")
    return page("meetings/meeting", form, meeting=meeting_page(work(), meeting_for(work(), uid)))


def _to_meeting(uid: UUID, what: str) -> ResponseReturnValue:
    return done(f"{what} bewaard", url_for("krachtwonen.meeting", uid=uid))

"""Pages of the regional desk: the start page, the situations, a report, screening and the decision."""

from typing import cast
from uuid import UUID

from flask import Flask, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.cases.loading import case_for_change
from app.cases.place import Place
from app.cases.saving import saved
from app.clients.labels import full_name
from app.clients.panels import PersonPanel, add_person_panel
from app.clients.queries import person_for
from app.core.errors import NotFound
from app.projects.krachtwonen.desk.forms import (
    AgainForm,
    DecisionForm,
    ScreeningForm,
    SituationForm,
    offer_decision,
    offer_screening,
    offer_situation,
)
from app.projects.krachtwonen.desk.labels import STANDS, screened_with_note, situation_page, situation_rows
from app.projects.krachtwonen.desk.overview import person_panel, relatives, start_page
from app.projects.krachtwonen.desk.queries import Stand, counts, same_situation, screening_of, situations
from app.projects.krachtwonen.desk.service import decide, report_again, report_situation
from app.projects.krachtwonen.kinds import PROJECT_KEY
from app.projects.krachtwonen.permissions import DECIDE
from app.projects.krachtwonen.views import blueprint, case_here, done, page
from app.projects.krachtwonen.waiting.service import screen
from app.web.work import work


@blueprint.record_once
def _on_the_page_of_a_person(state: BlueprintSetupState) -> None:
    add_person_panel(cast(Flask, state.app), PersonPanel("krachtwonen/desk/_person.html", person_panel, order=60))


@blueprint.get("/")
@allow("krachtwonen.stay")
def start() -> ResponseReturnValue:
    """What waits for somebody today: at the desk, on the list, at the door."""
    return render_template("krachtwonen/desk/start.html", start=start_page(work()))


@blueprint.get("/situaties")
@allow("krachtwonen.stay")
def list_situations() -> ResponseReturnValue:
    """The open situations by where they stand."""
    doing = work()
    wanted = request.args.get("stand", "")
    stand = Stand(wanted) if wanted in {each.value for each in STANDS} else None
    found = situations(doing, stand, Place.read(request.args.get("na", "")))
    return render_template(
        "krachtwonen/desk/situations.html",
        rows=situation_rows(doing, found.rows),
        stand=stand,
        stands=[(each, STANDS[each], number) for each, number in counts(doing).items()],
        after=found.after,
    )


@blueprint.get("/melden")
@allow("case.write")
def register() -> ResponseReturnValue:
    """A report begins with finding the person."""
    return render_template("krachtwonen/desk/begin.html")


@blueprint.route("/melden/<uuid:person_uid>", methods=["GET", "POST"])
@allow("case.write")
def register_person(person_uid: UUID) -> ResponseReturnValue:
    """Report the situation of somebody who is written down."""
    doing, form = work(), SituationForm()
    person = person_for(doing, person_uid, "person.write")
    if not doing.actor.holds("case.write", PROJECT_KEY):
        raise NotFound
    family = relatives(doing, person_uid)
    offer_situation(doing, form, [(str(uid), name) for uid, name in family])
    opened: list[str] = []
    if saved(
        form,
        lambda doing: opened.append(
            report_situation(
                doing,
                person_uid=person_uid,
                others=[UUID(uid) for uid in form.members.data or ()],
                report=form.report(),
                organisation=form.organisation.data,
            ).number
        ),
    ):
        return done("Situatie bewaard", url_for("krachtwonen.situation", number=opened[0]))
    known = same_situation(doing, person_uid, doing.clock.today())
    return page("desk/report", form, name=full_name(person), person_uid=person_uid, known=known)


@blueprint.route("/situatie/<number>/opnieuw/<uuid:person_uid>", methods=["GET", "POST"])
@allow("case.write")
def register_again(number: str, person_uid: UUID) -> ResponseReturnValue:
    """The same situation is reported once more: its case is taken up again."""
    doing, form = work(), AgainForm()
    case_here(number, "case.write")
    person = person_for(doing, person_uid, "person.write")
    people = [person_uid, *(uid for uid, _name in relatives(doing, person_uid))]
    if not form.is_submitted():
        form.on.data = doing.clock.today()
    if saved(
        form,
        lambda doing: report_again(
            doing, case=case_for_change(doing, number), person_uids=people, on=form.on.data or doing.clock.today()
        ),
    ):
        return done("Nieuwe melding bewaard", url_for("krachtwonen.situation", number=number))
    return page("desk/again", form, number=number, name=full_name(person), person_uid=person_uid)


@blueprint.get("/situatie/<number>")
@allow("case.read")
def situation(number: str) -> ResponseReturnValue:
    """Everything of one situation, in the order in which one thinks."""
    return render_template("krachtwonen/desk/situation.html", page=situation_page(work(), case_here(number)))


@blueprint.route("/situatie/<number>/screening", methods=["GET", "POST"])
@allow("case.write")
def screening(number: str) -> ResponseReturnValue:
    """Write down what screening found out."""
    doing, form = work(), ScreeningForm()
    case = case_here(number, "case.write")
    offer_screening(doing, form, screened_with_note(doing, case, screening_of(doing, case.uid)))
    if saved(form, lambda doing: screen(doing, case=case_for_change(doing, number), found=form.found())):
        return done("Screening bewaard", url_for("krachtwonen.situation", number=number))
    return page("desk/screening", form, number=number)


@blueprint.route("/situatie/<number>/besluit", methods=["GET", "POST"])
@allow("krachtwonen.decide")
def decision(number: str) -> ResponseReturnValue:
    """A coordinator who did not report decides."""
    doing, form = work(), DecisionForm()
    case = case_here(number, DECIDE)
    offer_decision(doing, form)
    if saved(form, lambda doing: decide(doing, case=case_for_change(doing, number), decision=form.decision())):
        shown = situation_page(doing, case_here(number))
        step = "krachtwonen.waiting_entry" if shown.gets_home else "krachtwonen.situation"
        return done("Besluit bewaard", url_for(step, number=number))
    return page("desk/decision", form, page=situation_page(doing, case))

"""Pages of Woonclub: register a household, start a trajectory, write down the home that was found."""

from typing import cast
from uuid import UUID

from flask import Flask, flash, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.access.work import Work
from app.cases.loading import case_for_change, get_case
from app.cases.saving import saved
from app.clients.labels import full_name
from app.clients.panels import PersonPanel, add_person_panel
from app.clients.queries import households_of, person_for, snapshots
from app.core.errors import NotFound
from app.projects.woonclub.blueprint import blueprint
from app.projects.woonclub.counted import PROJECT_KEY
from app.projects.woonclub.details import person_panel
from app.projects.woonclub.forms import (
    HomeForm,
    RegisterForm,
    TrajectoryForm,
    offer_home,
    offer_register,
    offer_trajectory,
)
from app.projects.woonclub.queries import search_of
from app.projects.woonclub.queries_matching import home_proposed
from app.projects.woonclub.service import record_home_found, start_trajectory
from app.projects.woonclub.service import register as register_household
from app.web.formatting import time_nl
from app.web.forms import BaseForm
from app.web.work import work


@blueprint.record_once
def _on_the_page_of_a_person(state: BlueprintSetupState) -> None:
    add_person_panel(cast(Flask, state.app), PersonPanel("woonclub/_person.html", person_panel, order=60))


@blueprint.get("/aanmelden")
@allow("case.write")
def register() -> ResponseReturnValue:
    """A walk-in begins with finding the person."""
    return render_template("woonclub/start.html")


@blueprint.route("/aanmelden/<uuid:person_uid>", methods=["GET", "POST"])
@allow("case.write")
def register_person(person_uid: UUID) -> ResponseReturnValue:
    """Register the household of somebody who is written down."""
    doing, form = work(), RegisterForm()
    person = person_for(doing, person_uid, "person.write")
    if not doing.actor.holds("case.write", PROJECT_KEY):
        raise NotFound
    homes = households_of(doing, person_uid, doing.clock.today())
    last = next(iter(snapshots(doing, homes[0].uid)), None) if homes else None
    offer_register(doing, form, last)
    opened: list[str] = []
    if saved(
        form,
        lambda doing: opened.append(
            register_household(
                doing,
                person_uid=person_uid,
                intake=form.intake(),
                organisation=form.organisation.data,
                worker_uid=doing.actor.user_uid,
            ).number
        ),
    ):
        return _to_case(opened[0], "Aanmelding")
    return _page("woonclub/register.html", form, name=full_name(person), person_uid=person_uid)


@blueprint.route("/<number>/traject", methods=["GET", "POST"])
@allow("case.write")
def trajectory(number: str) -> ResponseReturnValue:
    """Start guidance in Woonclub itself or a subproject."""
    doing, form = work(), TrajectoryForm()
    case = _case_here(number)
    running = [each.subproject for each in search_of(doing.session, case).trajectories if each.ended_on is None]
    offer_trajectory(doing, form, running)

    def start(doing: Work) -> None:
        on, subproject = form.start()
        start_trajectory(doing, case=case_for_change(doing, number), on=on, subproject=subproject)

    if saved(form, start):
        return _to_case(number, "Traject")
    return _page("woonclub/trajectory.html", form, number=number)


@blueprint.route("/<number>/woning", methods=["GET", "POST"])
@allow("case.write")
def home(number: str) -> ResponseReturnValue:
    """Write down that a home was found."""
    form = HomeForm()
    _case_here(number)
    offer_home(work(), form, home_proposed(work(), number, request.args.get("voorstel", type=UUID)))
    if saved(form, lambda doing: record_home_found(doing, case=case_for_change(doing, number), home=form.home())):
        return _to_case(number, "Woning")
    return _page("woonclub/home.html", form, number=number)


def _case_here(number: str) -> UUID:
    """A case of Woonclub that the actor may change; anything else is as good as missing."""
    doing = work()
    case = get_case(doing, number)
    if case.project != PROJECT_KEY or not doing.actor.holds("case.write", case.project, case.organisation):
        raise NotFound
    return case.uid


def _to_case(number: str, what: str) -> ResponseReturnValue:
    flash(f"{what} bewaard om {time_nl(work().clock.now())}.", "success")
    return redirect(url_for("cases.show", number=number), 303)


def _page(template: str, form: BaseForm, **shown: object) -> ResponseReturnValue:
    return render_template(template, form=form, **shown), 422 if form.has_problems else 200

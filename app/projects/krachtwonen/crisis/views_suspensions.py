"""Pages of suspensions from the crisis network."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.cases.saving import saved
from app.clients.labels import full_name
from app.core.errors import NotFound
from app.projects.krachtwonen.crisis.forms import SuspensionForm, TickOffForm, offer_suspension
from app.projects.krachtwonen.crisis.labels import suspension_rows, tonight
from app.projects.krachtwonen.crisis.service_suspensions import lift, suspend
from app.projects.krachtwonen.kinds import PROJECT_KEY
from app.projects.krachtwonen.views import blueprint, person_here
from app.web.formatting import time_nl
from app.web.work import work


@blueprint.get("/crisis/schorsingen")
@allow("krachtwonen.decide")
def suspensions() -> ResponseReturnValue:
    """Who gets no bed for a while."""
    doing = work()
    return render_template(
        "krachtwonen/crisis/suspensions.html", rows=suspension_rows(doing, tonight(doing)), form=TickOffForm()
    )


@blueprint.route("/crisis/schorsen/<uuid:person_uid>", methods=["GET", "POST"])
@allow("krachtwonen.decide")
def suspend_person(person_uid: UUID) -> ResponseReturnValue:
    """Keep somebody out for a while."""
    doing, form = work(), SuspensionForm()
    person = person_here(person_uid, "krachtwonen.decide")
    if not doing.actor.holds("krachtwonen.decide", PROJECT_KEY, person.organisation):
        raise NotFound
    offer_suspension(doing, form)
    if saved(form, lambda doing: suspend(doing, person_uid=person_uid, ban=form.ban())):
        return _to_list("Schorsing")
    page = render_template("krachtwonen/crisis/suspend.html", form=form, name=full_name(person), person_uid=person_uid)
    return page, 422 if form.has_problems else 200


@blueprint.post("/crisis/schorsing/<uuid:uid>/opheffen")
@allow("krachtwonen.decide")
def lift_suspension(uid: UUID) -> ResponseReturnValue:
    """They are welcome again."""
    form = TickOffForm()
    if saved(form, lambda doing: lift(doing, suspension_uid=uid)):
        return _to_list("Opheffing")
    doing = work()
    page = render_template(
        "krachtwonen/crisis/suspensions.html", rows=suspension_rows(doing, tonight(doing)), form=form
    )
    return page, 422


def _to_list(what: str) -> ResponseReturnValue:
    flash(f"{what} bewaard om {time_nl(work().clock.now())}.", "success")
    return redirect(url_for("krachtwonen.suspensions"), 303)

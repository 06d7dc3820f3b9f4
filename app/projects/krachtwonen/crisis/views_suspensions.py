"""Pages of suspensions from the crisis network."""

from uuid import UUID

from flask import request, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.cases.place import Place
from app.cases.saving import saved
from app.clients.labels import full_name
from app.core.errors import NotFound
from app.projects.krachtwonen.crisis.forms import SuspensionForm, TickOffForm, offer_suspension
from app.projects.krachtwonen.crisis.labels import suspension_rows, tonight
from app.projects.krachtwonen.crisis.queries import suspended
from app.projects.krachtwonen.crisis.service_suspensions import lift, suspend
from app.projects.krachtwonen.kinds import PROJECT_KEY
from app.projects.krachtwonen.views import blueprint, done, page, person_here
from app.web.work import work


@blueprint.get("/crisis/schorsingen")
@allow("krachtwonen.decide")
def suspensions() -> ResponseReturnValue:
    """Who gets no bed for a while."""
    return _list(TickOffForm())


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
    return page("crisis/suspend", form, name=full_name(person), person_uid=person_uid)


@blueprint.post("/crisis/schorsing/<uuid:uid>/opheffen")
@allow("krachtwonen.decide")
def lift_suspension(uid: UUID) -> ResponseReturnValue:
    """They are welcome again."""
    form = TickOffForm()
    if saved(form, lambda doing: lift(doing, suspension_uid=uid)):
        return _to_list("Opheffing")
    return _list(form)


def _list(form: TickOffForm) -> ResponseReturnValue:
    doing = work()
    found = suspended(doing, tonight(doing), Place.read(request.args.get("na", "")))
    return page("crisis/suspensions", form, rows=suspension_rows(doing, found.rows), after=found.after)


def _to_list(what: str) -> ResponseReturnValue:
    return done(f"{what} bewaard", url_for("krachtwonen.suspensions"))

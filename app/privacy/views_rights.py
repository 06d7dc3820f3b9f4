"""Pages on the rights of people: requests with their clock, restriction, who looked, and the whole file."""

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.accounts.entering import proved
from app.cases.views_documents import store
from app.clients.labels import former_words, full_name
from app.clients.queries_rights import former_identities, restrictions_of
from app.clients.service_rights import lift_restriction, restrict
from app.core.errors import Refused
from app.policy.queries import code_labels
from app.privacy.export import FILE_NAME, export_person
from app.privacy.forms import RequestForm, RestrictForm
from app.privacy.labels import glass_lines, names_of, request_lines
from app.privacy.looks import look_lines
from app.privacy.queries import person_by_ref
from app.privacy.queries_request import requests, rights_person, who_looked
from app.privacy.service_request import answer_request, extend_request, look_at_glass, note_request
from app.web.work import transaction, work

blueprint = Blueprint("rights", __name__, template_folder="templates", url_prefix="/rechten")


@blueprint.get("/")
@allow("rights.read")
def index() -> ResponseReturnValue:
    """Open requests with their clock, and broken glass."""
    return _index(RequestForm(formdata=None))


@blueprint.post("/verzoek")
@allow("rights.write")
def note() -> ResponseReturnValue:
    """Write a request down."""
    form = RequestForm()
    form.offer(work())
    if form.validate_on_submit():
        try:
            with transaction() as doing:
                person_uid = person_by_ref(doing, form.ref.data or "").uid
                note_request(doing, person_uid=person_uid, kind=form.kind.data, received_on=form.received_on.data)
            flash("Het verzoek is genoteerd.", "success")
            return redirect(url_for("rights.show", uid=person_uid))
        except Refused as refusal:
            form.add_error(refusal.field or "ref", refusal.message)
    return _index(form), 422


@blueprint.post("/verzoek/<uuid:uid>/verlengen")
@allow("rights.write")
def extend(uid: UUID) -> ResponseReturnValue:
    """Two months more."""
    with transaction() as doing:
        found = extend_request(doing, uid=uid)
    flash("De termijn is verlengd. Laat de persoon weten waarom.", "success")
    return redirect(url_for("rights.show", uid=found.person_uid))


@blueprint.post("/verzoek/<uuid:uid>/ingewilligd")
@allow("rights.write")
def grant(uid: UUID) -> ResponseReturnValue:
    """The person got what they asked."""
    return _answered(uid, is_granted=True)


@blueprint.post("/verzoek/<uuid:uid>/geweigerd")
@allow("rights.write")
def deny(uid: UUID) -> ResponseReturnValue:
    """The person was told why not."""
    return _answered(uid, is_granted=False)


@blueprint.get("/persoon/<uuid:uid>")
@allow("rights.read")
def show(uid: UUID) -> ResponseReturnValue:
    """The rights of one person: requests, restriction, corrections, and the way to the whole file."""
    return _person(uid, RestrictForm(formdata=None))


@blueprint.post("/persoon/<uuid:uid>/beperken")
@allow("person.restrict")
def put_restriction(uid: UUID) -> ResponseReturnValue:
    """Restrict the use of somebody's data."""
    form = RestrictForm()
    form.offer(work())
    if form.validate_on_submit():
        try:
            with transaction() as doing:
                restrict(doing, person=rights_person(doing, uid, "person.restrict"), ground=form.ground.data)
            flash("Het gebruik is beperkt. Lezen en tellen kan nog, wijzigen niet.", "success")
            return redirect(url_for("rights.show", uid=uid))
        except Refused as refusal:
            form.add_error(refusal.field, refusal.message)
    return _person(uid, form), 422


@blueprint.post("/persoon/<uuid:uid>/opheffen")
@allow("person.restrict")
def end_restriction(uid: UUID) -> ResponseReturnValue:
    """Lift the restriction."""
    with transaction() as doing:
        lift_restriction(doing, person=rights_person(doing, uid, "person.restrict"))
    flash("De beperking is opgeheven.", "success")
    return redirect(url_for("rights.show", uid=uid))


@blueprint.get("/persoon/<uuid:uid>/wie-keek")
@allow("rights.read")
def looked(uid: UUID) -> ResponseReturnValue:
    """Who looked into somebody's file, to print for that person: functions, no names."""
    doing = work()
    person = rights_person(doing, uid)
    lines = look_lines(doing, who_looked(doing, person))
    return render_template("privacy/looked.html", person=person, name=full_name(person), lines=lines)


@blueprint.post("/persoon/<uuid:uid>/uitvoer")
@allow("person.export")
@proved
def export(uid: UUID) -> ResponseReturnValue:
    """The whole file as a zip, to hand over to the person."""
    with transaction() as doing:
        pieces = export_person(doing, rights_person(doing, uid, "person.export"), store())
    answer = Response(pieces, mimetype="application/zip")
    answer.headers.set("Content-Disposition", "attachment", filename=FILE_NAME)
    return answer


@blueprint.post("/glas/<uuid:uid>/gezien")
@allow("audit.read")
def seen(uid: UUID) -> ResponseReturnValue:
    """The officer looked at why a shielded case was opened."""
    with transaction() as doing:
        look_at_glass(doing, uid=uid)
    return redirect(url_for("rights.index"))


def _answered(uid: UUID, *, is_granted: bool) -> ResponseReturnValue:
    with transaction() as doing:
        found = answer_request(doing, uid=uid, is_granted=is_granted)
    flash("Het antwoord is genoteerd.", "success")
    return redirect(url_for("rights.show", uid=found.person_uid))


def _index(form: RequestForm) -> str:
    doing = work()
    form.offer(doing)
    is_officer = doing.actor.holds("audit.read")
    return render_template(
        "privacy/rights.html",
        form=form,
        lines=request_lines(doing, requests(doing)),
        glass=glass_lines(doing) if is_officer else [],
        is_officer=is_officer,
        may_write=doing.actor.holds("rights.write"),
    )


def _person(uid: UUID, form: RestrictForm) -> str:
    doing = work()
    person = rights_person(doing, uid)
    form.offer(doing)
    restrictions, former = restrictions_of(doing, uid), former_identities(doing, uid)
    return render_template(
        "privacy/person_rights.html",
        form=form,
        person=person,
        name=full_name(person),
        lines=request_lines(doing, requests(doing, person_uid=uid)),
        restrictions=restrictions,
        standing=next((one for one in restrictions if one.lifted_at is None), None),
        grounds=code_labels(doing.session, "restriction_ground"),
        former=[(one, former_words(doing, person, one)) for one in former],
        names=names_of(doing, {one.replaced_by for one in former} | {one.placed_by for one in restrictions}),
        may={name: doing.actor.holds(name) for name in ("person.restrict", "person.export", "rights.write")},
    )

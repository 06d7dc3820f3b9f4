"""Pages of the desk: choose a point, search who stands there, register in one go, keep the list of the day."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.access.work import Work
from app.cases.loading import case_for_change
from app.cases.saving import saved
from app.clients.asking import asked
from app.clients.duplicates import Candidate, MayBeKnown
from app.clients.labels import ELSEWHERE, candidate_lines, full_name, person_line
from app.clients.matching import take_apart
from app.clients.queries import households_of, person_for, snapshots
from app.clients.search import Found
from app.core.errors import NotFound, Refused
from app.projects.woonclub.blueprint import blueprint
from app.projects.woonclub.counted import PROJECT_KEY
from app.projects.woonclub.forms_desk import DeskSearchForm, NewWalkInForm, WalkInForm, offer_walk_in
from app.projects.woonclub.labels import desk_row, visit_rows
from app.projects.woonclub.labels_rights import check_rows
from app.projects.woonclub.queries_desk import desk_at, desks, open_cases_of, visits_on
from app.projects.woonclub.queries_rights import checks_due
from app.projects.woonclub.service_desk import WalkIn, arrive, end_visit, register_walk_in
from app.web.formatting import time_nl
from app.web.work import transaction, work

_NOT_KEPT = frozenset({"csrf_token", "judged", "step"})


@blueprint.get("/balie")
@allow("woonclub.desk")
def desks_today() -> ResponseReturnValue:
    """Where one can sit today, and which rights ask to be looked at again."""
    doing = work()
    return render_template(
        "woonclub/desks.html",
        rows=[desk_row(each) for each in desks(doing)],
        checks=check_rows(doing, checks_due(doing)),
    )


@blueprint.get("/balie/<point>")
@allow("woonclub.desk")
def desk(point: str) -> ResponseReturnValue:
    """The desk of one point: the search, and who came today."""
    return _desk_page(point, DeskSearchForm(formdata=None))


@blueprint.post("/balie/<point>/zoeken")
@allow("woonclub.desk")
def desk_search(point: str) -> ResponseReturnValue:
    """Who answers to what was typed, with what can be done with each."""
    form = DeskSearchForm()
    found = asked(form, "q", wide=form.wide.data) if form.validate_on_submit() else None
    return _desk_page(point, form, found), 422 if form.has_problems else 200


def _desk_page(point: str, form: DeskSearchForm, found: Found | None = None) -> str:
    doing = work()
    here = desk_at(doing, point)
    persons = found.persons if found else []
    cases = open_cases_of(doing, [person.uid for person in persons])
    return render_template(
        "woonclub/desk.html",
        row=desk_row(here),
        form=form,
        found=found,
        elsewhere=ELSEWHERE,
        lines=[(person_line(doing, person), cases.get(person.uid)) for person in persons],
        visits=visit_rows(doing, visits_on(doing, point, doing.clock.today())),
    )


@blueprint.route("/balie/<point>/aanmelden/<uuid:person_uid>", methods=["GET", "POST"])
@allow("woonclub.desk")
def walk_in(point: str, person_uid: UUID) -> ResponseReturnValue:
    """Register the household of somebody who is known."""
    doing, form = work(), WalkInForm()
    person = person_for(doing, person_uid, "person.write")
    here = desk_at(doing, point)
    homes = households_of(doing, person_uid, doing.clock.today())
    last = next(iter(snapshots(doing, homes[0].uid)), None) if homes else None
    offer_walk_in(doing, form, point, last, fresh=not form.is_submitted())
    if saved(form, lambda doing: register_walk_in(doing, walk_in=_told(doing, form, point, person_uid))):
        return _to_desk(point, "Aanmelding")
    page = render_template("woonclub/walk_in.html", form=form, row=desk_row(here), name=full_name(person))
    return page, 422 if form.has_problems else 200


@blueprint.post("/balie/<point>/nieuw")
@allow("woonclub.desk")
def walk_in_new(point: str) -> ResponseReturnValue:
    """Write somebody down and register the household, in one go; what was searched for comes along in the form."""
    doing = work()
    desk_at(doing, point)
    begins = request.form.get("step") == "begin"
    form = NewWalkInForm(formdata=None) if begins else NewWalkInForm()
    offer_walk_in(doing, form, point, None, fresh=begins)
    if begins:
        _begin(form)
        return _new_page(form, point)
    if request.form.get("step") == "edit":
        form.judged.data = ""
        return _new_page(form, point)
    try:
        if form.validate_on_submit():
            with transaction() as doing:
                register_walk_in(doing, walk_in=_told(doing, form, point))
            return _to_desk(point, "Aanmelding")
    except MayBeKnown as doubt:
        return _ask(form, point, doubt.candidates)
    except Refused as refusal:
        form.add_error(refusal.field, refusal.message)
    return _new_page(form, point)


def _begin(form: NewWalkInForm) -> None:
    try:
        form.begin(take_apart(request.form.get("q", "")))
    except (Refused, ValueError):
        return


def _told(doing: Work, form: WalkInForm, point: str, person_uid: UUID | None = None) -> WalkIn:
    is_new = isinstance(form, NewWalkInForm)
    return WalkIn(
        intake=form.intake(doing, point),
        wanted=form.wishes(),
        organisation=form.organisation.data,
        person_uid=person_uid,
        identity=form.identity() if is_new else None,
        judged=_uids(form.judged.data) if is_new else (),
    )


def _new_page(form: NewWalkInForm, point: str) -> ResponseReturnValue:
    page = render_template("woonclub/walk_in.html", form=form, row=desk_row(desk_at(work(), point)), name="")
    return page, 422 if form.has_problems else 200


def _ask(form: NewWalkInForm, point: str, candidates: list[Candidate]) -> ResponseReturnValue:
    judged = sorted({str(uid) for uid in (*_uids(form.judged.data), *(one.person.uid for one in candidates))})
    return render_template(
        "woonclub/maybe_known.html",
        point=point,
        typed=[(name, value) for name, value in request.form.items(multi=True) if name not in _NOT_KEPT],
        judged=" ".join(judged),
        lines=candidate_lines(work(), candidates),
    )


def _uids(text: str | None) -> list[UUID]:
    try:
        return [UUID(part) for part in (text or "").split()]
    except ValueError:
        return []


@blueprint.post("/balie/<point>/<number>/aangekomen")
@allow("woonclub.desk")
def arrived(point: str, number: str) -> ResponseReturnValue:
    """A known household is back at the desk."""
    try:
        with transaction() as doing:
            case = case_for_change(doing, number)
            if case.project != PROJECT_KEY:
                raise NotFound
            arrive(doing, case=case, point=point)
    except Refused as refusal:
        flash(refusal.message, "warning")
        return redirect(url_for("woonclub.desk", point=point), 303)
    return _to_desk(point, "Aankomst")


@blueprint.post("/balie/bezoek/<uuid:uid>/<end>")
@allow("woonclub.desk")
def visit_ended(uid: UUID, end: str) -> ResponseReturnValue:
    """Helped, or left before that."""
    with transaction() as doing:
        point = end_visit(doing, uid=uid, end=end).point
    return _to_desk(point, "Lijst")


def _to_desk(point: str, what: str) -> ResponseReturnValue:
    flash(f"{what} bewaard om {time_nl(work().clock.now())}.", "success")
    return redirect(url_for("woonclub.desk", point=point), 303)

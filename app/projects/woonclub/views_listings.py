"""Pages of the rental lists: the weeks, one list with its grid, one home with the households it fits."""

from datetime import date
from typing import Final
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.access.work import Work
from app.core.errors import NotFound, Refused
from app.organisations.queries import municipality_names
from app.projects.woonclub.blueprint import blueprint
from app.projects.woonclub.counted import PROJECT_KEY
from app.projects.woonclub.forms_listings import ChooseForm, ConfirmListForm, GridForm
from app.projects.woonclub.labels_listings import household_matches, listing_rows, told_rows, week_nl
from app.projects.woonclub.queries_listings import (
    get_listing,
    is_on_offer,
    may_write_listings,
    overview,
    week_list,
    week_record,
)
from app.projects.woonclub.queries_matching import cases_of, households_for, told_of
from app.projects.woonclub.rules_listings import read_pasted, week_of
from app.projects.woonclub.service_listings import LinesRefused, complete_week, mark_gone, note_homes
from app.web.formatting import time_nl
from app.web.work import transaction, work

PASTE: Final = "plak"
_WEEK: Final = "/aanbod/<nis5>/<int:year>-<int:week>"


@blueprint.get("/aanbod")
@allow("woonclub.listings")
def listings() -> ResponseReturnValue:
    """Every municipality and every week that is kept: how many homes, what is complete or missing. Own lists first."""
    doing = work()
    found = overview(doing)
    own = {nis5 for nis5, _, _ in found.rows if may_write_listings(doing, nis5)}
    rows = sorted(found.rows, key=lambda row: row[0] not in own)
    return render_template("woonclub/listings.html", weeks=found.weeks, rows=rows, own=own, week_nl=week_nl)


@blueprint.route(_WEEK, methods=["GET", "POST"])
@allow("listing.write")
def week(nis5: str, year: int, week: int) -> ResponseReturnValue:
    """One list: what stands on it, and twenty lines to add to it."""
    doing, form = work(), GridForm()
    monday = _monday(doing, nis5, year, week)
    form.offer(doing)
    if form.is_submitted() and request.form.get("stap") == PASTE:
        form.fill(read_pasted(form.pasted.data or ""))
        return _week_page(doing, form, nis5, monday), 200
    if form.is_submitted() and _saved(form, nis5, monday):
        return redirect(url_for("woonclub.week", nis5=nis5, year=year, week=week), 303)
    return _week_page(doing, form, nis5, monday), 422 if form.is_submitted() else 200


def _saved(form: GridForm, nis5: str, monday: date) -> bool:
    in_order, lines = form.validate(), form.lines()
    sound = {place: line for place, line in lines.items() if line is not None}
    if not in_order or len(sound) < len(lines):
        return False
    try:
        with transaction() as doing:
            count = note_homes(doing, municipality=nis5, week_on=monday, lines=list(sound.values()))
    except LinesRefused as refused:
        form.refuse(refused, list(sound))
    except Refused as refusal:
        form.add_error(None, refusal.message)
    else:
        flash(f"{count} woningen bewaard om {time_nl(work().clock.now())}.", "success")
        return True
    return False


def _week_page(doing: Work, form: GridForm, nis5: str, monday: date) -> str:
    year, week, _ = monday.isocalendar()
    return render_template(
        "woonclub/week.html",
        form=form,
        place=municipality_names(doing.session)[nis5],
        title=week_nl(monday),
        monday=monday,
        rows=listing_rows(doing, week_list(doing, nis5, monday)),
        is_complete=week_record(doing, nis5, monday) is not None,
        address={"nis5": nis5, "year": year, "week": week},
    )


@blueprint.post(f"{_WEEK}/volledig")
@allow("listing.write")
def complete(nis5: str, year: int, week: int) -> ResponseReturnValue:
    """Say that a list is complete, or not after all."""
    monday = _monday(work(), nis5, year, week)
    done = request.form.get("volledig") == "ja"
    if ConfirmListForm().validate_on_submit():
        with transaction() as doing:
            complete_week(doing, municipality=nis5, week_on=monday, complete=done)
        flash("De lijst is volledig. Bedankt!" if done else "De lijst staat weer open.", "success")
    return redirect(url_for("woonclub.week", nis5=nis5, year=year, week=week), 303)


def _monday(doing: Work, nis5: str, year: int, week: int) -> date:
    monday = week_of(year, week)
    if monday is None or nis5 not in municipality_names(doing.session) or not may_write_listings(doing, nis5):
        raise NotFound
    return monday


@blueprint.get("/aanbod/<uuid:uid>")
@allow("woonclub.listings")
def listing(uid: UUID) -> ResponseReturnValue:
    """One home: what is known of it and, for whoever sees cases, which households it fits."""
    doing = work()
    found = get_listing(doing, uid)
    sees_cases = doing.actor.holds("case.read", PROJECT_KEY)
    offered = is_on_offer(found, doing.clock.today())
    matches = households_for(doing, found) if sees_cases and offered else []
    return render_template(
        "woonclub/listing.html",
        row=listing_rows(doing, [found])[0],
        matches=household_matches(doing, matches, cases_of(doing, matches)),
        told=told_rows(doing, told_of(doing, listing=found)) if sees_cases else [],
        sees_cases=sees_cases,
        may_propose=doing.actor.holds("case.write", PROJECT_KEY),
        may_write=may_write_listings(doing, found.municipality),
        form=ChooseForm(),
    )


@blueprint.post("/aanbod/<uuid:uid>/verhuurd")
@allow("listing.write")
def gone(uid: UUID) -> ResponseReturnValue:
    """This home turned out to be let."""
    with transaction() as doing:
        mark_gone(doing, uid=uid)
    flash("De woning staat niet meer bij het aanbod.", "success")
    return redirect(url_for("woonclub.listing", uid=uid), 303)

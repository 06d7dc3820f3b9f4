"""Counting by hand: the actions to choose from, and the grid of one action."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.actionplan.count_grid import MONTHS, Grid, asked_row, entries_from, grid_of, sent_rows
from app.actionplan.forms import CountGridForm
from app.actionplan.queries_count import actions_of, corrections_of, tallies_of
from app.actionplan.service_count import note_counts
from app.actionplan.years import checked_year
from app.core.errors import Refused
from app.web.work import transaction, work

blueprint = Blueprint("counts", __name__, template_folder="templates", url_prefix="/tellingen")


@blueprint.get("/")
@allow("count.write")
def latest() -> ResponseReturnValue:
    """The actions of this year."""
    return redirect(url_for("counts.index", year=work().clock.today().year))


@blueprint.get("/<int:year>")
@allow("count.write")
def index(year: int) -> ResponseReturnValue:
    """The actions of a year, each leading to its grid."""
    checked_year(year)
    actions, now, before = actions_of(work().session, year), tallies_of(work(), year), tallies_of(work(), year - 1)
    return render_template(
        "actionplan/counts.html",
        year=year,
        tallies=now,
        counted=[each for each in actions if each.uid in now or each.uid in before],
        others=[each for each in actions if each.uid not in now and each.uid not in before],
    )


@blueprint.get("/<int:year>/<code>")
@allow("count.write")
def grid(year: int, code: str) -> ResponseReturnValue:
    """The grid of one action; the address may ask for one row more."""
    checked_year(year)
    form, extra = CountGridForm(), []
    if request.args.get("indicator"):
        try:
            names = ("indicator", "gemeente", "reeks")
            extra = [asked_row(*(request.args.get(name, "") for name in names))]
        except Refused as refusal:
            form.add_error(None, refusal.message)
    return _page(grid_of(work(), year, code, extra), form)


@blueprint.post("/<int:year>/<code>")
@allow("count.write")
def save(year: int, code: str) -> ResponseReturnValue:
    """Write the cells that were changed, all or none."""
    checked_year(year)
    form, found = CountGridForm(), grid_of(work(), year, code, sent_rows(request.form))
    entries, problems = entries_from(found, request.form)
    form.validate()
    for problem in problems:
        form.add_error(None, problem)
    if not form.has_problems:
        try:
            with transaction() as doing:
                counts = note_counts(doing, entries=entries, reason=form.reason.data, as_shown=True)
            flash(f"Bewaard: {counts.created} nieuw, {counts.updated} verbeterd.", "success")
            return redirect(url_for("counts.grid", year=year, code=code))
        except Refused as refusal:
            form.add_error(refusal.field, refusal.message)
    return _page(found, form), 422


def _page(found: Grid, form: CountGridForm) -> str:
    uids = [count.uid for row in found.rows for cell in row.cells for count in cell.counts]
    labels = {count.uid: (row, count) for row in found.rows for cell in row.cells for count in cell.counts}
    corrections = [(*labels[each.count_uid], each) for each in corrections_of(work().session, uids)]
    return render_template("actionplan/count_grid.html", grid=found, form=form, months=MONTHS, corrections=corrections)

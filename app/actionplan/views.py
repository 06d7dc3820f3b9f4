"""The page of a figure, and the list of records behind it."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.access.work import Work
from app.actionplan.catalogue import measure_named
from app.actionplan.figure_page import figure_page
from app.actionplan.listing import PERMISSION, record_page
from app.actionplan.measures import Measure
from app.actionplan.wording import Wording
from app.actionplan.years import checked_year
from app.core.errors import NotFound
from app.core.period import Period
from app.web.work import work

blueprint = Blueprint("actionplan", __name__, template_folder="templates", url_prefix="/cijfers")


@blueprint.get("/<int:year>/<key>")
@allow("figure.read")
def figure(year: int, key: str) -> ResponseReturnValue:
    """One figure, large, with its rule, last year and its parts."""
    doing, measure = work(), _measure(year, key)
    page = figure_page(doing.session, measure, year)
    may_list = doing.actor.holds(PERMISSION, measure.project)
    urls = {
        each.key: {part.label: _list_url(year, key, each.key, part.group) for part in each.parts} if may_list else {}
        for each in page.breakdowns
    }
    return render_template("actionplan/figure.html", page=page, may_list=may_list, urls=urls)


@blueprint.get("/<int:year>/<key>/lijst")
@allow(PERMISSION)
def records(year: int, key: str) -> ResponseReturnValue:
    """The records that the figure counts, of one group when the address names one."""
    doing, measure = work(), _measure(year, key)
    dimension, group = request.args.get("per", ""), request.args.get("groep", "")
    label = _group_label(doing, measure, dimension, group)
    groups = {dimension: group} if dimension else {}
    after = request.args.get("na", "")
    page = record_page(doing, measure, Period.of_year(year), groups, after=after)
    next_url = _list_url(year, key, dimension, group, page.after) if page.after else ""
    return render_template(
        "actionplan/records.html", page=page, measure=measure, year=year, group=label, next_url=next_url
    )


def _measure(year: int, key: str) -> Measure:
    checked_year(year)
    return measure_named(work().session, key, year)


def _group_label(doing: Work, measure: Measure, dimension: str, group: str) -> str:
    """The group in words; a dimension that the measure does not have is not found."""
    if not dimension:
        return ""
    known = measure.dimension(dimension)
    if known is None:
        raise NotFound
    return f"{known.label}: {Wording(doing.session, known).of(group)}"


def _list_url(year: int, key: str, dimension: str, group: str, after: str | None = None) -> str:
    values: dict[str, Any] = {"per": dimension or None, "groep": group or None, "na": after}
    return url_for("actionplan.records", year=year, key=key, **values)

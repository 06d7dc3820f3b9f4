"""The Beleidsevaluatie on screen and as a file."""

import json

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.core.errors import NotFound
from app.reports.build import build_report
from app.reports.exports import as_csv, as_document
from app.reports.model import Report
from app.web.work import work

FIRST_YEAR, LAST_YEAR = 2000, 2100

blueprint = Blueprint("reports", __name__, template_folder="templates", url_prefix="/beleidsevaluatie")


@blueprint.get("/")
@allow("figure.read")
def latest() -> ResponseReturnValue:
    """The report of the last whole year."""
    return redirect(url_for("reports.evaluation", year=work().clock.today().year - 1))


@blueprint.get("/<int:year>")
@allow("figure.read")
def evaluation(year: int) -> ResponseReturnValue:
    """The Beleidsevaluatie of one year, to read and to print."""
    return render_template("reports/evaluation.html", report=_report(year), linked=True)


@blueprint.get("/<int:year>.json")
@allow("figure.read")
def evaluation_json(year: int) -> ResponseReturnValue:
    """The same as a JSON document."""
    text = json.dumps(as_document(_report(year)), ensure_ascii=False)
    return _file(text, "application/json", f"beleidsevaluatie-{year}.json")


@blueprint.get("/<int:year>.csv")
@allow("figure.read")
def evaluation_csv(year: int) -> ResponseReturnValue:
    """The same as lines for a spreadsheet."""
    return _file(as_csv(_report(year)), "text/csv", f"beleidsevaluatie-{year}.csv")


def _report(year: int) -> Report:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotFound
    open_work = work()
    return build_report(open_work.session, open_work.clock, year)


def _file(text: str, mimetype: str, name: str) -> Response:
    response = Response(text, mimetype=mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response

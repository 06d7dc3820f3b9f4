"""The Beleidsevaluatie on screen and as a file."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.actionplan.years import checked_year
from app.reports.build import build_report
from app.reports.charts_of import charts_of
from app.reports.formats import FORMATS
from app.reports.model import Report
from app.reports.publication import Audience, for_audience
from app.reports.wording import about, indicator_of
from app.web.work import work

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
    report, may_write = for_audience(_report(year), Audience.INTERNAL), work().actor.holds("plan.write")
    return render_template(
        "reports/evaluation.html",
        report=report,
        linked=True,
        charts=charts_of(report),
        formats=FORMATS,
        may_write=may_write,
        about=about(report),
        indicator_of=indicator_of,
    )


@blueprint.get("/<int:year>.<any(docx, pdf, xlsx, csv, json, html):kind>")
@allow("figure.read")
def evaluation_file(year: int, kind: str) -> ResponseReturnValue:
    """The same as a file; `voor=public` gives what anybody may read."""
    audience = Audience.PUBLIC if request.args.get("voor") == Audience.PUBLIC else Audience.INTERNAL
    chosen = FORMATS[kind]
    response = Response(chosen.write(for_audience(_report(year), audience)), mimetype=chosen.mimetype)
    name = f"beleidsevaluatie-{year}{'-publiek' if audience is Audience.PUBLIC else ''}.{kind}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _report(year: int) -> Report:
    open_work = work()
    return build_report(open_work.session, open_work.clock, checked_year(year))

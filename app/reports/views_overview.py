"""The plan on one page, one municipality, and this year against last year."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.actionplan.catalogue import measure_named
from app.actionplan.years import checked_year
from app.core.errors import NotFound
from app.core.period import Period
from app.organisations.queries import merged_into, municipalities_in
from app.organisations.queries import municipality as municipality_of
from app.reports.comparison import by_month, of_municipality, until
from app.reports.overview import overview_of, trend
from app.web.work import work

blueprint = Blueprint("overview", __name__, template_folder="templates", url_prefix="/overzicht")
MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


@blueprint.get("/")
@allow("figure.read")
def latest() -> ResponseReturnValue:
    """The overview of this year."""
    return redirect(url_for("overview.plan", year=work().clock.today().year))


@blueprint.get("/<int:year>")
@allow("figure.read")
def plan(year: int) -> ResponseReturnValue:
    """Every action with its state, money and figures."""
    doing = work()
    page = overview_of(doing, checked_year(year))
    places = municipalities_in(doing.session, Period.of_year(year))
    return render_template("reports/overview.html", page=page, trend=trend, places=places)


@blueprint.get("/<int:year>/gemeente/<nis5>")
@allow("figure.read")
def municipality(year: int, nis5: str) -> ResponseReturnValue:
    """What the region did for the residents of one municipality."""
    session = work().session
    place = municipality_of(session, nis5)
    if place is None:
        raise NotFound
    return render_template(
        "reports/municipality.html",
        year=year,
        place=place,
        successor=municipality_of(session, place.successor) if place.successor else None,
        merged=merged_into(session, nis5),
        figures=of_municipality(session, checked_year(year), nis5),
    )


@blueprint.get("/<int:year>/tot-nu")
@allow("figure.read")
def so_far(year: int) -> ResponseReturnValue:
    """Every figure of this year against last year on the same day."""
    doing = work()
    day = doing.clock.today()
    return render_template(
        "reports/so_far.html", year=checked_year(year), day=day, figures=until(doing.session, year, day)
    )


@blueprint.get("/<int:year>/maanden/<key>")
@allow("figure.read")
def months(year: int, key: str) -> ResponseReturnValue:
    """One figure by month, this year beside last year."""
    doing = work()
    measure = measure_named(doing.session, key, checked_year(year))
    found = by_month(doing.session, measure, year, doing.clock.today())
    return render_template("reports/months.html", year=year, measure=measure, months=found, names=MONTHS)

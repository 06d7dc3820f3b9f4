"""The open figures for programs, and the days of closing as a calendar."""

from flask import Blueprint, Response, abort, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import public
from app.reports.calendar_file import calendar
from app.reports.open_figures import LARGEST_PAGE, Page, as_csv, description, figures, mark_of, years
from app.reports.service_api import is_known
from app.web.work import work

blueprint = Blueprint("open_figures", __name__, url_prefix="/api/v1")
_WHY = "the token of a consumer decides; closed years without small groups, never a person"


@blueprint.get("/openapi.json")
@public("what the interface is like is no secret")
def openapi() -> ResponseReturnValue:
    """The description of the interface."""
    return jsonify(description())


@blueprint.get("/years")
@public(_WHY)
def closed() -> ResponseReturnValue:
    """The years that have figures."""
    _require_token()
    return jsonify({"years": years(work())})


@blueprint.get("/figures/<int:year>")
@public(_WHY)
def as_json(year: int) -> ResponseReturnValue:
    """A page of figures."""
    _require_token()
    if _is_unchanged(year):
        return _marked(Response(status=304), year)
    page, size = _page(year)
    following = None
    if page.following is not None:
        here = url_for("open_figures.as_json", year=year)
        following = f"{here}?from={page.following}&size={size}"
    return _marked(jsonify({"year": year, "figures": page.rows, "next": following}), year)


@blueprint.get("/figures/<int:year>.csv")
@public(_WHY)
def as_table(year: int) -> ResponseReturnValue:
    """The same page for a spreadsheet."""
    _require_token()
    if _is_unchanged(year):
        return _marked(Response(status=304), year)
    page, _ = _page(year)
    return _marked(Response(as_csv(page.rows), mimetype="text/csv"), year)


@blueprint.get("/deadlines.ics")
@public("the days on which years close are no secret, and calendars send no token")
def deadlines() -> ResponseReturnValue:
    """The days of last year and this year, for a calendar."""
    doing = work()
    return Response(calendar(doing.session, doing.clock), mimetype="text/calendar")


def _require_token() -> None:
    given = request.authorization
    if given is None or given.type != "bearer" or not given.token or not is_known(work().session, given.token):
        abort(Response("Geef een geldig token mee.\n", 401, {"WWW-Authenticate": "Bearer"}))


def _page(year: int) -> tuple[Page, int]:
    try:
        start, size = int(request.args.get("from", "0")), int(request.args.get("size", str(LARGEST_PAGE)))
    except ValueError:
        abort(400)
    if start < 0 or not 1 <= size <= LARGEST_PAGE:
        abort(400)
    return figures(work(), year, start, size), size


def _is_unchanged(year: int) -> bool:
    return request.if_none_match.contains(mark_of(work(), year))


def _marked(response: Response, year: int) -> Response:
    response.set_etag(mark_of(work(), year))
    return response

"""Pages on the whole: the fund for emergency buyers, and what was promised for a year."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.projects.energiehuis.figures.commitments import commitments
from app.projects.energiehuis.figures.fund import fund
from app.projects.energiehuis.views import blueprint
from app.web.work import work

_OLDEST = 2018


@blueprint.get("/fonds")
@allow("case.read")
def fund_page() -> ResponseReturnValue:
    """What went out of the fund, what came back, which yearly checks are due."""
    return render_template("energiehuis/fund.html", fund=fund(work()))


@blueprint.get("/verbintenissen")
@allow("case.read")
def promised() -> ResponseReturnValue:
    """Commitments of a year against the records."""
    doing = work()
    this = doing.clock.today().year
    year = request.args.get("jaar", type=int, default=this)
    year = min(max(year, _OLDEST), this)
    years = list(range(this, max(this - 4, _OLDEST) - 1, -1))
    return render_template("energiehuis/promised.html", rows=commitments(doing, year), year=year, years=years)

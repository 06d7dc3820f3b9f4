"""The page of data quality: what would make a figure wrong, and homelessness on a night by ETHOS."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.projects.krachtwonen.figures.labels_quality import on_a_night
from app.projects.krachtwonen.figures.queries_quality import findings, gaps
from app.projects.krachtwonen.views import blueprint
from app.web.parsing import parse_date
from app.web.work import work


@blueprint.get("/kwaliteit")
@allow("krachtwonen.stay")
def quality() -> ResponseReturnValue:
    """Each kind of gap with its records; then the count of a night, today's unless another is asked."""
    doing, typed = work(), request.args.get("nacht", "")
    try:
        night, problem = parse_date(typed) if typed else doing.clock.today(), ""
    except ValueError as error:
        night, problem = doing.clock.today(), str(error)
    return render_template(
        "krachtwonen/figures/quality.html",
        year=doing.clock.today().year,
        findings=findings(doing),
        gaps=gaps(doing),
        count=on_a_night(doing, night),
        typed=typed,
        problem=problem,
    )

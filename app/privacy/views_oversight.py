"""Pages of the data-protection officer over the trail: by colleague, by case, unusual days, and a file of it."""

from io import BytesIO
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.accounts.entering import proved
from app.core.errors import Refused
from app.privacy.labels import names_of
from app.privacy.oversight import trail_csv, trail_lines
from app.privacy.queries_oversight import PAGE, TrailFilter, colleagues, files_by_day, trail_page
from app.privacy.rules_oversight import unusual_days, unusual_policy
from app.privacy.service_request import record_trail_export
from app.web.parsing import parse_date
from app.web.work import transaction, work

blueprint = Blueprint("oversight", __name__, template_folder="templates", url_prefix="/toezicht")
_FIELDS = ("wie", "dossier", "van", "tot")


@blueprint.get("/")
@allow("audit.read")
def index() -> ResponseReturnValue:
    """The trail, narrowed by what the address says, and the days that stand out."""
    doing, args = work(), request.args
    wanted, problem = _filter(args.to_dict())
    before = int(args["voor"]) if args.get("voor", "").isdecimal() and len(args["voor"]) < 16 else None
    records = trail_page(doing, wanted, before=before)
    here: dict[str, Any] = {name: args[name] for name in _FIELDS if args.get(name)}
    return render_template(
        "privacy/oversight.html",
        lines=trail_lines(doing, records[:PAGE]),
        next_url=url_for("oversight.index", **here, voor=records[PAGE - 1].seq) if len(records) > PAGE else "",
        chosen={name: args.get(name, "") for name in _FIELDS},
        problem=problem,
        colleagues=colleagues(doing),
    )


@blueprint.get("/ongewoon")
@allow("audit.read")
def unusual() -> ResponseReturnValue:
    """Days on which somebody opened far more files than usual."""
    doing, policy = work(), unusual_policy()
    days = unusual_days(files_by_day(doing, policy.window_days), policy)
    names = names_of(doing, {one.actor for one in days})
    return render_template("privacy/unusual.html", days=days, names=names, policy=policy)


@blueprint.post("/uitvoer")
@allow("audit.read")
@proved
def export() -> ResponseReturnValue:
    """The narrowed trail as a file; that it was taken out is on record too."""
    wanted, problem = _filter(request.form.to_dict())
    if problem:
        raise Refused(problem)
    with transaction() as doing:
        content = trail_csv(doing, wanted)
        record_trail_export(doing)
    return send_file(BytesIO(content.encode()), "text/csv", as_attachment=True, download_name="spoor.csv")


def _filter(given: dict[str, str]) -> tuple[TrailFilter, str]:
    """What is asked, or why it cannot be."""
    try:
        first, last = (parse_date(given[name]) if given.get(name) else None for name in ("van", "tot"))
        user = UUID(given["wie"]) if given.get("wie") else None
    except ValueError:
        return TrailFilter(), "Schrijf een dag als dd/mm/jjjj."
    return TrailFilter(user, given.get("dossier", "").strip().upper()[:40], first, last), ""

"""The page of the administrator over jobs: how each stands, and asking for another run."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.cases.views_documents import STORE
from app.core.errors import Refused
from app.jobs.catalogue import job_kinds, kind_named
from app.jobs.kinds import Tools
from app.jobs.labels import state_of
from app.jobs.queries import job_lines, nobody_runs_them
from app.jobs.service import plan, run_again
from app.web.work import transaction, work
from config.settings import Settings

blueprint = Blueprint("jobs", __name__, template_folder="templates", url_prefix="/taken-systeem")


def tools() -> Tools:
    """What lies outside the databases of this application."""
    settings: Settings = current_app.config["SETTINGS"]
    return Tools(current_app.extensions[STORE], settings.home, settings.watch.anchor_file)


@blueprint.get("")
@allow("jobs.manage")
def index() -> ResponseReturnValue:
    """Every kind of job."""
    lines = job_lines(work(), job_kinds(), tools())
    return render_template(
        "jobs/index.html", lines=lines, state_of=state_of, stands_still=nobody_runs_them(work(), lines)
    )


@blueprint.post("/<kind>/opnieuw")
@allow("jobs.manage")
def again(kind: str) -> ResponseReturnValue:
    """Make one due now."""
    wanted = kind_named(kind)
    try:
        with transaction() as doing:
            plan(doing, [wanted])
            run_again(doing, wanted)
    except Refused as refusal:
        flash(refusal.message, "danger")
    else:
        flash("De taak loopt bij de volgende ronde van de timer, binnen vijf minuten.", "success")
    return redirect(url_for("jobs.index"))

"""The quality of the data of a year: an overview, the cases that break a rule, and one's own list."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.actionplan.quality import rule_named
from app.actionplan.queries_quality import READ, findings_page, own_findings, quality_of
from app.actionplan.service_quality import confirm_finding
from app.actionplan.years import checked_year
from app.core.errors import Refused
from app.web.work import transaction, work

blueprint = Blueprint("quality", __name__, template_folder="templates", url_prefix="/kwaliteit")


@blueprint.get("/<int:year>")
@allow("figure.read")
def show(year: int) -> ResponseReturnValue:
    """Every project: how complete it is, and what each rule finds."""
    doing = work()
    found = quality_of(doing.session, checked_year(year))
    may_list = doing.actor.holds(READ)
    return render_template("actionplan/quality.html", year=year, projects=found, may_list=may_list)


@blueprint.get("/<int:year>/<finding>")
@allow(READ)
def listing(year: int, finding: str) -> ResponseReturnValue:
    """The cases that break one rule."""
    checked, found = rule_named(finding)
    page = findings_page(work(), found, checked.project, checked_year(year), request.args.get("na", ""))
    return render_template("actionplan/findings.html", year=year, rule=found, page=page)


@blueprint.get("/mijn")
@allow("case.write")
def mine() -> ResponseReturnValue:
    """What is still to be put right in the reader's own cases, of this year and the last one."""
    doing = work()
    this_year = doing.clock.today().year
    lists = [(year, own_findings(doing, year)) for year in (this_year, this_year - 1)]
    return render_template("actionplan/own_findings.html", lists=lists)


@blueprint.post("/<int:year>/<finding>/<number>/klopt")
@allow("case.write")
def confirm(year: int, finding: str, number: str) -> ResponseReturnValue:
    """Say of a soft finding that the case is right as it stands."""
    try:
        with transaction() as doing:
            confirm_finding(doing, year=checked_year(year), rule=finding, number=number)
        flash("Genoteerd: dit klopt zo.", "success")
    except Refused as refusal:
        flash(refusal.message, "danger")
    return redirect(url_for("quality.mine"))

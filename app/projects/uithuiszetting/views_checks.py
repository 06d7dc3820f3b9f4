"""Pages of looking back, and of the list of the coordinator."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.cases.saving import saved
from app.projects.uithuiszetting.blueprint import blueprint
from app.projects.uithuiszetting.forms import CheckForm, offer_check
from app.projects.uithuiszetting.labels_checks import check_rows, escalated_rows
from app.projects.uithuiszetting.queries_checks import check_at
from app.projects.uithuiszetting.queries_escalation import escalated_reports
from app.projects.uithuiszetting.service_checks import record_check
from app.web.formatting import time_nl
from app.web.work import work


@blueprint.route("/nazicht/<uuid:uid>", methods=["GET", "POST"])
@allow("case.write")
def check(uid: UUID) -> ResponseReturnValue:
    """How the household lives, months after its report was closed."""
    doing, form = work(), CheckForm()
    planned = check_at(doing, uid)
    offer_check(doing, form)
    if saved(
        form,
        lambda doing: record_check(doing, uid=uid, result=form.result.data, on=form.on.data or doing.clock.today()),
    ):
        flash(f"Nazicht bewaard om {time_nl(doing.clock.now())}.", "success")
        return redirect(url_for("uithuiszetting.desk"), 303)
    page = render_template("uithuiszetting/check.html", form=form, row=check_rows(doing, [planned])[0])
    return page, 422 if form.has_problems else 200


@blueprint.get("/coordinator")
@allow("uithuiszetting.escalation")
def escalation() -> ResponseReturnValue:
    """What the coordinator has to see."""
    doing = work()
    return render_template("uithuiszetting/escalation.html", rows=escalated_rows(doing, escalated_reports(doing)))

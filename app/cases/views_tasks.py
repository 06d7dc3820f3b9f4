"""Pages of tasks: everything one has to do, a new task, ticking off and putting back."""

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.cases.forms_tasks import TaskForm, offer_task
from app.cases.labels import case_rows, may_write
from app.cases.labels_tasks import task_rows
from app.cases.loading import case_for_change, case_of, get_case
from app.cases.queries_tasks import done_today, my_tasks
from app.cases.saving import saved
from app.cases.service_tasks import add_task, finish_task, put_back_task
from app.core.errors import NotFound
from app.web.formatting import time_nl
from app.web.work import transaction, work

if TYPE_CHECKING:
    from app.cases.models_tasks import Task

blueprint = Blueprint("case_tasks", __name__, template_folder="templates")


@blueprint.get("/taken")
@allow("case.write")
def index() -> ResponseReturnValue:
    """Everything the colleague has to do, and what was done today."""
    doing = work()
    return render_template(
        "cases/tasks.html", rows=task_rows(doing, my_tasks(doing)), done=task_rows(doing, done_today(doing))
    )


@blueprint.route("/dossiers/<number>/taak", methods=["GET", "POST"])
@allow("case.write")
def add(number: str) -> ResponseReturnValue:
    """Plan a task in a case."""
    doing, form = work(), TaskForm()
    case = get_case(doing, number)
    if not may_write(doing, case):
        raise NotFound
    offer_task(doing, form, case)
    if saved(form, lambda doing: add_task(doing, case=case_for_change(doing, number), **form.task(doing))):
        flash(f"Taak bewaard om {time_nl(doing.clock.now())}.", "success")
        return redirect(url_for("cases.show", number=number), 303)
    page = render_template("cases/task.html", form=form, row=case_rows(doing, [case])[0])
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/taken/<uuid:uid>/klaar")
@allow("case.write")
def finish(uid: UUID) -> ResponseReturnValue:
    """Tick a task off."""
    with transaction() as doing:
        task = finish_task(doing, uid=uid)
    flash("Taak klaar. Onder “Vandaag klaar” bij je taken kun je ze terugzetten.", "success")
    return _back(task)


@blueprint.post("/taken/<uuid:uid>/terug")
@allow("case.write")
def put_back(uid: UUID) -> ResponseReturnValue:
    """Put a task back that was ticked off."""
    with transaction() as doing:
        task = put_back_task(doing, uid=uid)
    flash("De taak staat terug bij wat je te doen hebt.", "success")
    return _back(task)


def _back(task: "Task") -> ResponseReturnValue:
    """To the page on which the button stood: my work, the case, or the list of tasks."""
    origin = request.form.get("van")
    if origin == "dossier":
        return redirect(url_for("cases.show", number=case_of(work(), task.case_uid).number), 303)
    return redirect(url_for("cases.my_work" if origin == "werk" else "case_tasks.index"), 303)

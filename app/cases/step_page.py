"""A page for one step of a case: its words and form, refusals at their field, what changed when somebody was first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.work import Work
from app.cases.forms import VersionedForm
from app.cases.labels import case_rows
from app.cases.loading import case_for_change, get_case
from app.cases.saving import saved
from app.cases.views_log import say_saved
from app.core.errors import NotFound, Stale
from app.web.work import work

if TYPE_CHECKING:
    from app.cases.models import Case


@dataclass(frozen=True)
class Step:
    """The words of a page for one step."""

    title: str
    button: str
    explanation: str
    said: str
    kind: str = "primary"
    project: str | None = None
    """Only cases of this project have this step."""


def step_page(
    number: str,
    form: VersionedForm,
    step: Step,
    offer: Callable[[Work, "Case"], None],
    change: Callable[[Work, "Case"], Any],
) -> ResponseReturnValue:
    """Show the page, or take the step; `offer` gives the form its choices and the version that is read."""
    doing = work()
    case = get_case(doing, number)
    if step.project not in (None, case.project):
        raise NotFound
    offer(doing, case)
    stale = False
    try:
        if saved(form, lambda doing: change(doing, case_for_change(doing, number, form.read_version))):
            say_saved(step.said, doing.clock.now())
            return redirect(url_for("cases.show", number=number), 303)
    except Stale:
        stale = True
    case = get_case(doing, number)
    form.version.data = str(case.version) if stale else form.version.data
    page = render_template("cases/step.html", form=form, step=step, row=case_rows(doing, [case])[0], stale=stale)
    return page, 409 if stale else 422 if form.is_submitted() else 200

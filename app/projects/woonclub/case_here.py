"""Finding a case of Woonclub for a page, and coming back from one."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.work import Work
from app.cases.forms import VersionedForm
from app.cases.loading import get_case
from app.cases.models import Case
from app.cases.saving import saved
from app.core.errors import NotFound, Stale
from app.projects.woonclub.counted import PROJECT_KEY
from app.web.formatting import time_nl
from app.web.forms import BaseForm
from app.web.work import work


def case_here(number: str, permission: str = "case.write") -> Case:
    """A case of Woonclub in which the actor holds the permission; anything else is as good as missing."""
    doing = work()
    case = get_case(doing, number)
    if case.project != PROJECT_KEY or not doing.actor.holds(permission, case.project, case.organisation):
        raise NotFound
    return case


def back_to(endpoint: str, number: str, what: str) -> ResponseReturnValue:
    """To the page of the case where one continues, with what was kept and when."""
    flash(f"{what} bewaard om {time_nl(work().clock.now())}.", "success")
    return redirect(url_for(endpoint, number=number), 303)


class Stands(NamedTuple):
    """What is written down now, in words, and which version that is."""

    version: int
    pairs: Sequence[tuple[str, str]]


def saved_as_read(
    form: VersionedForm, change: Callable[[Work], object], now: Callable[[Work], Stands]
) -> tuple[bool, Sequence[tuple[str, str]]]:
    """Whether it was kept; where a colleague was first, what that colleague wrote.

    The form keeps what was typed and goes on from what stands now: who saves it again has read both.
    """
    try:
        return saved(form, change), ()
    except Stale:
        stands = now(work())
        form.version.data = str(stands.version)
        return False, stands.pairs or [("Nu", "nog niets genoteerd")]


def page(template: str, form: BaseForm, **shown: object) -> ResponseReturnValue:
    """A page with a form; 422 when something in it has to be looked at, 409 when a colleague was first."""
    status = 409 if shown.get("now") else 422 if form.has_problems else 200
    return render_template(f"woonclub/{template}.html", form=form, **shown), status

"""Finding a case of Woonclub for a page, and coming back from one."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.cases.loading import get_case
from app.cases.models import Case
from app.core.errors import NotFound
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


def page(template: str, form: BaseForm, **shown: object) -> ResponseReturnValue:
    """A page with a form; 422 when something in it has to be looked at."""
    return render_template(f"woonclub/{template}.html", form=form, **shown), 422 if form.has_problems else 200

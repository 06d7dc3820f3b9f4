"""The blueprint of Kracht.Wonen and what its pages share; the pages themselves are in the files beside this one."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.cases.loading import get_case
from app.cases.models import Case
from app.clients.models import Person
from app.clients.queries import person_for
from app.core.errors import NotFound
from app.projects.krachtwonen.kinds import PROJECT_KEY
from app.web.formatting import time_nl
from app.web.forms import BaseForm
from app.web.work import work

blueprint = Blueprint(PROJECT_KEY, __name__, template_folder="templates")


def case_here(number: str, permission: str = "case.read") -> Case:
    """A case of Kracht.Wonen for which the actor holds a permission; anything else is as good as missing."""
    case = get_case(work(), number)
    if case.project != PROJECT_KEY or not work().actor.holds(permission, case.project, case.organisation):
        raise NotFound
    return case


def person_here(person_uid: UUID, permission: str) -> Person:
    """Somebody within reach of a colleague who may do this at Kracht.Wonen; anybody else is as good as missing."""
    if not work().actor.holds(permission, PROJECT_KEY):
        raise NotFound
    return person_for(work(), person_uid)


def done(what: str, address: str) -> ResponseReturnValue:
    """Say that something was saved, and go on."""
    flash(f"{what} om {time_nl(work().clock.now())}.", "success")
    return redirect(address, 303)


def page(template: str, form: BaseForm, **shown: object) -> ResponseReturnValue:
    """A page with a form; 422 when it was sent and not found in order."""
    text = render_template(f"krachtwonen/{template}.html", form=form, **shown)
    return text, 422 if form.has_problems else 200

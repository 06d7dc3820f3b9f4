"""Pages of intake and plan of one household."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.access.work import Work
from app.cases.loading import case_for_change
from app.cases.saving import saved
from app.core.errors import Refused
from app.policy.queries import codes
from app.projects.woonclub.blueprint import blueprint
from app.projects.woonclub.case_here import Stands, back_to, case_here, page, saved_as_read
from app.projects.woonclub.forms_intake import (
    GoalForm,
    IntakeForm,
    WishForm,
    offer_goal,
    offer_intake,
    offer_wish,
    score_form,
)
from app.projects.woonclub.labels_intake import plan_page, wish_pairs
from app.projects.woonclub.queries_intake import earned, incomes_of, plan_of
from app.projects.woonclub.queries_policy import domains
from app.projects.woonclub.service_intake import add_goal, keep_wish, move_goal, record_intake, record_scores
from app.web.work import transaction, work


@blueprint.route("/<number>/plan", methods=["GET", "POST"])
@allow("case.write")
def plan(number: str) -> ResponseReturnValue:
    """Intake, wishes, goals and self-reliance on one page; a goal is added here."""
    doing, form = work(), GoalForm()
    case = case_here(number)
    offer_goal(doing, form)

    def add(doing: Work) -> None:
        case = case_for_change(doing, number)
        add_goal(doing, case=case, on=doing.clock.today(), kind=form.kind.data, words=form.words.data)

    if saved(form, add):
        return back_to("woonclub.plan", number, "Doel")
    states = [(code.key, code.label_nl) for code in codes(doing.session, "goal_state", doing.clock.today())]
    return page("plan", form, number=number, plan=plan_page(doing, case), states=states)


@blueprint.route("/<number>/intake", methods=["GET", "POST"])
@allow("case.write")
def intake(number: str) -> ResponseReturnValue:
    """The conversation with its incomes."""
    doing, form = work(), IntakeForm()
    case = case_here(number)
    told = [] if form.is_submitted() else earned(incomes_of(doing, case.uid))
    offer_intake(doing, form, plan_of(doing, case.uid).intake, told)
    opened_on = case.opened_on

    def record(doing: Work) -> None:
        case, talk = case_for_change(doing, number), form.talk(opened_on)
        record_intake(doing, case=case, talk=talk, version=form.read_version)

    done, now = saved_as_read(form, record, lambda doing: _intake_now(doing, number))
    if done:
        return back_to("woonclub.plan", number, "Intake")
    return page("intake", form, number=number, now=now)


def _intake_now(doing: Work, number: str) -> Stands:
    case = case_here(number)
    known, shown = plan_of(doing, case.uid).intake, plan_page(doing, case)
    return Stands(known.version if known else 0, shown.talk + shown.incomes)


@blueprint.route("/<number>/wensen", methods=["GET", "POST"])
@allow("case.write")
def wishes(number: str) -> ResponseReturnValue:
    """The home that is looked for."""
    doing, form = work(), WishForm()
    case = case_here(number)
    offer_wish(doing, form, plan_of(doing, case.uid).wish)

    def keep(doing: Work) -> None:
        keep_wish(doing, case=case_for_change(doing, number), wanted=form.wishes(), version=form.read_version)

    done, now = saved_as_read(form, keep, lambda doing: _wish_now(doing, number))
    if done:
        return back_to("woonclub.plan", number, "Wensen")
    return page("wishes", form, number=number, now=now)


def _wish_now(doing: Work, number: str) -> Stands:
    wish = plan_of(doing, case_here(number).uid).wish
    return Stands(wish.version if wish else 0, wish_pairs(doing, wish))


@blueprint.route("/<number>/zelfredzaamheid", methods=["GET", "POST"])
@allow("case.write")
def scores(number: str) -> ResponseReturnValue:
    """A score in every domain, at the start or at the end."""
    doing = work()
    case_here(number)
    asked = domains(doing.session, doing.clock.today())
    form = score_form(asked)
    if not form.is_submitted():
        form.on.data = doing.clock.today()

    def record(doing: Work) -> None:
        case, on = case_for_change(doing, number), form.on.data or doing.clock.today()
        record_scores(doing, case=case, moment=form.moment.data, on=on, scores=form.scores(asked))

    if saved(form, record):
        return back_to("woonclub.plan", number, "Scores")
    return page("scores", form, number=number, domains=asked)


@blueprint.post("/<number>/doel/<uuid:uid>")
@allow("case.write")
def goal(number: str, uid: UUID) -> ResponseReturnValue:
    """Say where a goal stands."""
    case_here(number)
    try:
        with transaction() as doing:
            move_goal(doing, uid=uid, state=request.form.get("state", ""))
    except Refused as refusal:
        flash(refusal.message, "warning")
        return redirect(url_for("woonclub.plan", number=number), 303)
    return back_to("woonclub.plan", number, "Doel")

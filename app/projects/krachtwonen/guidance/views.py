"""Pages of guidance: caseload and capacity of the team, and the trajectories of one case with their goals."""

from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.cases.loading import case_for_change
from app.cases.place import Place
from app.cases.saving import saved
from app.projects.krachtwonen.forms_values import DayForm, given, offer_list, offer_today
from app.projects.krachtwonen.guidance.forms import (
    REACHED,
    BeginForm,
    CapacityForm,
    EndGoalForm,
    GoalForm,
    offer_begin,
    offer_goal,
)
from app.projects.krachtwonen.guidance.labels import capacity_rows, guided_rows, team_rows, trajectory_blocks
from app.projects.krachtwonen.guidance.queries import goal_for, running_guidance, trajectory_for
from app.projects.krachtwonen.guidance.service import (
    begin,
    end_goal,
    end_trajectory,
    set_capacity,
    set_goal,
    to_aftercare,
)
from app.projects.krachtwonen.kinds import PROJECT_KEY, REGION, Origin
from app.projects.krachtwonen.views import blueprint, case_here, done, page
from app.web.work import work


@blueprint.get("/begeleiding")
@allow("case.write")
def guidance() -> ResponseReturnValue:
    """Who guides whom, and how many households each team has; with a partner in the address only theirs."""
    doing, asked = work(), request.args
    team = asked.get("partner") or None
    found = running_guidance(doing, Origin.KRACHT_WONEN, team=team, after=Place.read(asked.get("na", "")))
    before = running_guidance(doing, Origin.BEFORE, team=team, after=Place.read(asked.get("voor-na", "")))
    return render_template(
        "krachtwonen/guidance/guidance.html",
        teams=team_rows(doing),
        team=team,
        rows=guided_rows(doing, found.rows),
        after=found.after,
        before=guided_rows(doing, before.rows),
        before_after=before.after,
        may_set=doing.actor.holds("krachtwonen.decide", PROJECT_KEY, REGION),
    )


@blueprint.route("/begeleiding/capaciteit", methods=["GET", "POST"])
@allow("krachtwonen.decide")
def capacity() -> ResponseReturnValue:
    """How many people each partner has in the team, over time."""
    doing, form = work(), CapacityForm()
    offer_list(doing, form.team, "kw_team")
    if not form.is_submitted():
        form.valid_from.data = doing.clock.today()
    if saved(
        form,
        lambda doing: set_capacity(
            doing, team=form.team.data, fte=given(form.fte.data), valid_from=given(form.valid_from.data)
        ),
    ):
        return done("Capaciteit bewaard", url_for("krachtwonen.capacity"))
    return page("guidance/capacity", form, rows=capacity_rows(doing))


@blueprint.get("/<number>/begeleiding")
@allow("case.write")
def case_guidance(number: str) -> ResponseReturnValue:
    """The guidance of one case."""
    case = case_here(number, "case.write")
    return render_template(
        "krachtwonen/guidance/case_guidance.html", number=number, blocks=trajectory_blocks(work(), case)
    )


@blueprint.route("/<number>/begeleiding/start", methods=["GET", "POST"])
@allow("case.write")
def begin_guidance(number: str) -> ResponseReturnValue:
    """A partner begins to guide."""
    form = BeginForm()
    case_here(number, "case.write")
    offer_begin(work(), form)
    if saved(form, lambda doing: begin(doing, case=case_for_change(doing, number), team=form.team.data, on=form.day())):
        return _to_guidance(number, "Begeleiding")
    return page("guidance/guidance_begin", form, number=number)


@blueprint.route("/begeleiding/<uuid:uid>/nazorg", methods=["GET", "POST"])
@allow("case.write")
def aftercare(uid: UUID) -> ResponseReturnValue:
    """What follows is aftercare."""
    form = DayForm()
    number = trajectory_for(work(), uid)[1].number
    offer_today(work(), form)
    if saved(form, lambda doing: to_aftercare(doing, trajectory=trajectory_for(doing, uid)[0], on=form.day())):
        return _to_guidance(number, "Nazorg")
    return page("guidance/guidance_aftercare", form, number=number)


@blueprint.route("/begeleiding/<uuid:uid>/einde", methods=["GET", "POST"])
@allow("case.write")
def finish_guidance(uid: UUID) -> ResponseReturnValue:
    """Guidance ends."""
    form = DayForm()
    number = trajectory_for(work(), uid)[1].number
    offer_today(work(), form)
    if saved(form, lambda doing: end_trajectory(doing, trajectory=trajectory_for(doing, uid)[0], on=form.day())):
        return _to_guidance(number, "Einde")
    return page("guidance/guidance_end", form, number=number)


@blueprint.route("/begeleiding/<uuid:uid>/doel", methods=["GET", "POST"])
@allow("case.write")
def goal(uid: UUID) -> ResponseReturnValue:
    """What the household wants to reach."""
    form = GoalForm()
    number = trajectory_for(work(), uid)[1].number
    offer_goal(work(), form)
    if saved(form, lambda doing: set_goal(doing, trajectory=trajectory_for(doing, uid)[0], aim=form.aim())):
        return _to_guidance(number, "Doel")
    return page("guidance/guidance_goal", form, number=number)


@blueprint.route("/begeleiding/doel/<uuid:uid>", methods=["GET", "POST"])
@allow("case.write")
def finish_goal(uid: UUID) -> ResponseReturnValue:
    """A goal is reached, or let go."""
    form = EndGoalForm()
    number = goal_for(work(), uid)[1].number
    if saved(form, lambda doing: end_goal(doing, goal=goal_for(doing, uid)[0], reached=form.result.data == REACHED)):
        return _to_guidance(number, "Doel")
    return page("guidance/guidance_goal_end", form, number=number)


def _to_guidance(number: str, what: str) -> ResponseReturnValue:
    return done(f"{what} bewaard", url_for("krachtwonen.case_guidance", number=number))

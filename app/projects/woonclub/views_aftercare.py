"""Pages of what needs looking after: the work lists, follow-ups, pauses, silence, closing and its signature."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.access.work import Work
from app.cases.labels import case_rows, name_in
from app.cases.loading import case_for_change, get_case
from app.cases.saving import saved
from app.cases.step_page import Step, step_page
from app.core.errors import NotFound, Refused, Stale
from app.policy.queries import code_labels
from app.projects.woonclub.blueprint import blueprint
from app.projects.woonclub.counted import PROJECT_KEY
from app.projects.woonclub.forms_aftercare import EndForm, FollowUpForm, PauseForm, ResumeForm, SignForm, SilenceForm
from app.projects.woonclub.queries_aftercare import (
    closings_to_sign,
    follow_ups_due,
    get_follow_up,
    silent_searches,
)
from app.projects.woonclub.rules_aftercare import Silence
from app.projects.woonclub.service_aftercare import HBDH, note_follow_up
from app.projects.woonclub.service_closing import close_search, sign_closing
from app.projects.woonclub.service_pause import decide_silence, pause_search, resume_search
from app.web.formatting import time_nl
from app.web.work import transaction, work

if TYPE_CHECKING:
    from app.cases.models import Case


_PAUSE = Step(
    "Zoektocht laten rusten",
    "Laat de zoektocht rusten",
    "Er wordt geen aanbod meer bij gezocht tot iemand de zoektocht weer opneemt.",
    "Pauze",
    project=PROJECT_KEY,
)
_RESUME = Step(
    "Zoektocht weer opnemen",
    "Neem de zoektocht weer op",
    "Het huishouden zoekt weer actief.",
    "Hervatting",
    project=PROJECT_KEY,
)
_END = Step(
    "Zoektocht afsluiten",
    "Sluit het dossier af",
    "Het dossier verdwijnt uit de lopende dossiers en lopende trajecten eindigen. Een collega kijkt de afsluiting na.",
    "Afsluiting",
    project=PROJECT_KEY,
)


@blueprint.get("/opvolging")
@allow("case.write")
def after() -> ResponseReturnValue:
    """Whom to look up, which searches fell silent, which closings wait for a signature."""
    doing = work()
    reasons = code_labels(doing.session, "woonclub_close_reason")
    destinations = code_labels(doing.session, "exit_destination")
    return render_template(
        "woonclub/after.html",
        silent=[(each, name_in(doing, each.case)) for each in silent_searches(doing)],
        due=[(each, name_in(doing, each.case)) for each in follow_ups_due(doing)],
        unsigned=closings_to_sign(doing),
        reasons=reasons,
        destinations=destinations,
        today=doing.clock.today(),
        hbdh=HBDH,
        lost=Silence.LOST,
        form=SignForm(),
    )


@blueprint.post("/<number>/stilte")
@allow("case.write")
def silence(number: str) -> ResponseReturnValue:
    """Follow what is proposed for a silent search, or put it aside."""
    form = SilenceForm()
    steps = {step.value: step for step in Silence}
    if form.validate_on_submit() and form.step.data in steps:
        confirm = form.decision.data == "ja"

        def decide(doing: Work) -> None:
            case = _woonclub(case_for_change(doing, number))
            decide_silence(doing, case=case, step=steps[form.step.data], confirm=confirm)

        if saved(form, decide):
            flash(f"{number}: {'uitgevoerd' if confirm else 'voorstel opzij gelegd'}.", "success")
        for problem in form.problems:
            flash(problem.message, "danger")
    else:
        _woonclub(get_case(work(), number))
    return redirect(url_for("woonclub.after"), 303)


@blueprint.route("/nazorg/<uuid:uid>", methods=["GET", "POST"])
@allow("case.write")
def follow_up(uid: UUID) -> ResponseReturnValue:
    """Note how it goes with a household in its home."""
    doing, form = work(), FollowUpForm()
    due = get_follow_up(doing, uid)
    form.offer(doing, due.follow_up)
    stale = False
    try:
        if saved(form, lambda doing: note_follow_up(doing, uid=uid, version=form.read_version, **form.values())):
            flash(f"Opvolging bewaard om {time_nl(doing.clock.now())}.", "success")
            return redirect(url_for("cases.show", number=due.case.number), 303)
    except Stale:
        stale = True
    due = get_follow_up(doing, uid)
    row = case_rows(doing, [get_case(doing, due.case.number)])[0]
    results = code_labels(doing.session, "followup_result")
    page = render_template(
        "woonclub/follow_up.html", form=form, due=due.follow_up, row=row, stale=stale, results=results, hbdh=HBDH
    )
    return page, 409 if stale else 422 if form.is_submitted() else 200


@blueprint.route("/<number>/pauze", methods=["GET", "POST"])
@allow("case.write")
def pause(number: str) -> ResponseReturnValue:
    """Let a search rest."""
    form = PauseForm()
    return _step(number, form, _PAUSE, lambda doing, case: pause_search(doing, case=case, **form.values()))


@blueprint.route("/<number>/hervat", methods=["GET", "POST"])
@allow("case.write")
def resume(number: str) -> ResponseReturnValue:
    """Take a search up again."""
    form = ResumeForm()
    return _step(number, form, _RESUME, lambda doing, case: resume_search(doing, case=case, **form.values()))


@blueprint.route("/<number>/afsluiten", methods=["GET", "POST"])
@allow("case.write")
def end(number: str) -> ResponseReturnValue:
    """Close a search with its reason and where the household went."""
    form = EndForm()
    return _step(number, form, _END, lambda doing, case: close_search(doing, case=case, **form.values()))


@blueprint.post("/afsluiting/<uuid:uid>/nagekeken")
@allow("approve")
def sign(uid: UUID) -> ResponseReturnValue:
    """Agree with a closing that somebody else did."""
    try:
        with transaction() as doing:
            sign_closing(doing, uid=uid)
    except Refused as refusal:
        flash(refusal.message, "danger")
    else:
        flash("De afsluiting is nagekeken.", "success")
    return redirect(url_for("woonclub.after"), 303)


def _woonclub(case: "Case") -> "Case":
    if case.project != PROJECT_KEY:
        raise NotFound
    return case


def _step(
    number: str, form: PauseForm | ResumeForm | EndForm, step: Step, change: Callable[[Work, "Case"], Any]
) -> ResponseReturnValue:
    return step_page(number, form, step, lambda doing, case: form.offer(doing, case.version), change)

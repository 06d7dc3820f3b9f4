"""Pages of the steps of a case: phase, closing, reopening, taking it on, voiding it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.access.work import Work
from app.cases.forms import CloseForm, ConfirmForm, PhaseForm, ReopenForm, VersionedForm, offer_steps
from app.cases.kinds import kind_of
from app.cases.loading import case_for_change
from app.cases.saving import saved
from app.cases.service import assign_worker, change_phase, close_case, reopen_case, void_case
from app.cases.step_page import Step, step_page
from app.cases.views_log import say_saved
from app.web.work import work

if TYPE_CHECKING:
    from app.cases.models import Case

blueprint = Blueprint("case_steps", __name__, template_folder="templates", url_prefix="/dossiers/<number>")


_PHASE = Step("Naar een andere fase", "Bewaar de fase", "", "Fase")
_CLOSE = Step(
    "Dossier afsluiten",
    "Sluit het dossier af",
    "Het dossier verdwijnt uit de lopende dossiers. Alles wat erin staat, blijft; je kunt het later heropenen.",
    "Afsluiting",
)
_REOPEN = Step(
    "Dossier heropenen",
    "Heropen het dossier",
    "Het dossier komt terug bij de lopende dossiers, in de fase waarin het laatst was.",
    "Heropening",
)
_VOID = Step(
    "Dossier ongeldig maken",
    "Maak ongeldig",
    "Doe dit alleen als het dossier bij vergissing werd geopend. Het verdwijnt uit de lijsten en telt in geen enkel "
    "cijfer mee. Wat erin staat, blijft bewaard en kan niet meer gewijzigd worden.",
    "Ongeldigmaking",
    "danger",
)


@blueprint.route("/fase", methods=["GET", "POST"])
@allow("case.write")
def phase(number: str) -> ResponseReturnValue:
    """Bring the case into another phase."""
    form = PhaseForm()
    return _step(number, form, _PHASE, lambda doing, case: change_phase(doing, case=case, **form.values()))


@blueprint.route("/afsluiten", methods=["GET", "POST"])
@allow("case.write")
def close(number: str) -> ResponseReturnValue:
    """Close the case with a reason."""
    form = CloseForm()
    return _step(number, form, _CLOSE, lambda doing, case: close_case(doing, case=case, **form.values()))


@blueprint.route("/heropenen", methods=["GET", "POST"])
@allow("case.write")
def reopen(number: str) -> ResponseReturnValue:
    """Take a closed case up again."""
    form = ReopenForm()
    return _step(number, form, _REOPEN, lambda doing, case: reopen_case(doing, case=case, **form.values()))


@blueprint.route("/ongeldig", methods=["GET", "POST"])
@allow("case.write")
def void(number: str) -> ResponseReturnValue:
    """Read back what voiding means, then do it."""
    return _step(number, ConfirmForm(), _VOID, lambda doing, case: void_case(doing, case=case))


@blueprint.post("/op-mij")
@allow("case.write")
def take(number: str) -> ResponseReturnValue:
    """Make the actor responsible for the case."""
    form = ConfirmForm()
    if saved(
        form,
        lambda doing: assign_worker(doing, case=case_for_change(doing, number), worker_uid=doing.actor.user_uid),
    ):
        say_saved("Toewijzing", work().clock.now())
    return redirect(url_for("cases.show", number=number), 303)


def _step(number: str, form: VersionedForm, step: Step, change: Callable[[Work, "Case"], Any]) -> ResponseReturnValue:
    def offer(doing: Work, case: "Case") -> None:
        offer_steps(doing, form, case, kind_of(case.project))

    return step_page(number, form, step, offer, change)

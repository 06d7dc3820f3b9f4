"""Pages on data protection in a case: basis, information, consents, shielding, and breaking the glass."""

from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.access.work import Work
from app.cases.forms import CaseForm, ConfirmForm
from app.cases.forms_privacy import CONDITIONS, BasisForm, ConsentForm, GlassForm, InformedForm, ShieldForm, offer_lists
from app.cases.labels import may_write
from app.cases.loading import case_for_change, get_case, shielded_case
from app.cases.queries_privacy import consent_in, privacy_page
from app.cases.saving import saved
from app.cases.scope import MAY_OPEN_SHIELDED
from app.cases.service_privacy import (
    add_consent,
    break_glass,
    note_basis,
    note_informed,
    shield,
    unshield,
    withdraw_consent,
)
from app.core.errors import NotFound
from app.web.work import work

if TYPE_CHECKING:
    from app.cases.models import Case

blueprint = Blueprint("case_privacy", __name__, template_folder="templates", url_prefix="/dossiers/<number>")


@blueprint.get("/gegevens")
@allow("case.read")
def show(number: str) -> ResponseReturnValue:
    """Everything on data protection in this case, with its forms."""
    return _page(get_case(work(), number))


@blueprint.post("/gegevens/grond")
@allow("case.write")
def basis(number: str) -> ResponseReturnValue:
    """Note the legal basis."""
    form = _form(BasisForm())
    if saved(form, lambda doing: note_basis(doing, case=case_for_change(doing, number), **form.values())):
        return _back(number, "De rechtsgrond is bewaard.")
    return _page(get_case(work(), number), form), 422


@blueprint.post("/gegevens/geinformeerd")
@allow("case.write")
def informed(number: str) -> ResponseReturnValue:
    """Note that the person was told."""
    form = _form(InformedForm())
    if saved(form, lambda doing: note_informed(doing, case=case_for_change(doing, number), **form.values())):
        return _back(number, "Bewaard.")
    return _page(get_case(work(), number), form), 422


@blueprint.route("/delen", methods=["GET", "POST"])
@allow("case.write")
def consent(number: str) -> ResponseReturnValue:
    """Note a consent to share with a partner, with the five conditions of shared secrecy."""
    form = _form(ConsentForm())
    if saved(form, lambda doing: add_consent(doing, case=case_for_change(doing, number), **form.consent())):
        return _back(number, "De toestemming is bewaard.")
    case = get_case(work(), number)
    page = render_template("cases/consent.html", form=form, case=case, conditions=list(CONDITIONS))
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/delen/<uuid:uid>/intrekken")
@allow("case.write")
def withdraw(number: str, uid: UUID) -> ResponseReturnValue:
    """End a consent."""
    form = ConfirmForm()
    if not saved(form, lambda doing: _withdraw(doing, number, uid)):
        flash(form.problems[0].message, "danger")
        return redirect(url_for("case_privacy.show", number=number))
    return _back(number, "De toestemming is ingetrokken.")


@blueprint.post("/afschermen")
@allow(MAY_OPEN_SHIELDED)
def put_shield(number: str) -> ResponseReturnValue:
    """Shield the case."""
    form = _form(ShieldForm())
    if saved(form, lambda doing: shield(doing, case=case_for_change(doing, number), reason=form.reason.data)):
        return _back(number, "Het dossier is afgeschermd.")
    return _page(get_case(work(), number), form), 422


@blueprint.post("/niet-afschermen")
@allow(MAY_OPEN_SHIELDED)
def lift_shield(number: str) -> ResponseReturnValue:
    """Open a shielded case for everybody in scope."""
    saved(ConfirmForm(), lambda doing: unshield(doing, case=case_for_change(doing, number)))
    return _back(number, "Het dossier is niet meer afgeschermd.")


@blueprint.route("/openbreken", methods=["GET", "POST"])
@allow("glass.break")
def glass(number: str) -> ResponseReturnValue:
    """Open a shielded case for some hours; the reason goes to the data-protection officer."""
    case = shielded_case(work(), number)
    if case is None:
        raise NotFound
    form = _form(GlassForm())
    if saved(form, lambda doing: break_glass(doing, case=case, **form.values())):
        flash("Het dossier staat enkele uren voor je open. De functionaris gegevensbescherming ziet dit.", "warning")
        return redirect(url_for("cases.show", number=number), 303)
    return render_template("cases/glass.html", form=form, number=number), 422 if form.is_submitted() else 200


def _form(form: CaseForm) -> CaseForm:
    offer_lists(work(), form)
    return form


def _back(number: str, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for("case_privacy.show", number=number), 303)


def _withdraw(doing: Work, number: str, uid: UUID) -> None:
    case = case_for_change(doing, number)
    withdraw_consent(doing, case=case, consent=consent_in(doing, case, uid))


def _page(case: "Case", sent: CaseForm | None = None) -> str:
    """The page; the form that was sent keeps what was typed, the others show what is stored."""
    doing = work()
    page = privacy_page(doing, case)
    forms = {
        "basis": BasisForm(formdata=None, obj=page.basis),
        "informed": InformedForm(formdata=None),
        "shield": ShieldForm(formdata=None),
    }
    for name, one in forms.items():
        forms[name] = sent if type(sent) is type(one) else _form(one)
    return render_template(
        "cases/privacy.html",
        page=page,
        case=case,
        form=sent,
        forms=forms,
        may_write=may_write(doing, case),
        may_shield=doing.actor.holds(MAY_OPEN_SHIELDED, case.project, case.organisation),
    )

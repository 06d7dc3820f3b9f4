"""Pages of the medical recovery stay: referrals, one referral with its test and decision, the discharge."""

from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.cases.saving import saved
from app.clients.labels import full_name
from app.projects.krachtwonen.forms_values import given
from app.projects.krachtwonen.paging import Mark
from app.projects.krachtwonen.recovery.forms import (
    AdmitForm,
    CriteriaForm,
    DischargeForm,
    ReferForm,
    RefuseForm,
    offer_criteria,
    offer_discharge,
    offer_referral,
    offer_refusal,
)
from app.projects.krachtwonen.recovery.labels import care_pairs, criterion_rows, referral_row, stay_pairs
from app.projects.krachtwonen.recovery.queries import referral_for, referrals
from app.projects.krachtwonen.recovery.service import admit_tested, discharge, judge_criteria, refer
from app.projects.krachtwonen.recovery.service_facts import refuse_recovery
from app.projects.krachtwonen.views import blueprint, done, page, person_here
from app.web.work import work


@blueprint.get("/herstelverblijf")
@allow("krachtwonen.medical")
def recovery() -> ResponseReturnValue:
    """Every referral, those to decide first."""
    doing = work()
    found = referrals(doing, Mark.read(request.args.get("na", "")))
    rows = [referral_row(doing, each) for each in found.rows]
    return render_template("krachtwonen/recovery/recovery.html", rows=rows, after=found.after)


@blueprint.route("/herstelverblijf/aanmelden/<uuid:person_uid>", methods=["GET", "POST"])
@allow("krachtwonen.medical")
def refer_person(person_uid: UUID) -> ResponseReturnValue:
    """Refer somebody."""
    doing, form = work(), ReferForm()
    person = person_here(person_uid, "krachtwonen.medical")
    offer_referral(doing, form)
    made: list[str] = []
    if saved(
        form,
        lambda doing: made.append(
            refer(
                doing,
                person_uid=person_uid,
                organisation=form.organisation.data,
                referrer=form.referrer.data,
                on=form.day(),
                need=form.care(),
            ).ref
        ),
    ):
        return _to_referral(made[0], "Aanmelding")
    return page("recovery/recovery_refer", form, name=full_name(person), person_uid=person_uid)


@blueprint.get("/herstelverblijf/<ref>")
@allow("krachtwonen.medical")
def referral(ref: str) -> ResponseReturnValue:
    """One referral: who, which care, criteria, decision."""
    doing = work()
    about = referral_for(doing, ref)
    return render_template(
        "krachtwonen/recovery/referral.html",
        row=referral_row(doing, about),
        pairs=stay_pairs(about) + care_pairs(doing, about),
        criteria=criterion_rows(doing, about),
    )


@blueprint.route("/herstelverblijf/<ref>/toets", methods=["GET", "POST"])
@allow("krachtwonen.medical")
def criteria(ref: str) -> ResponseReturnValue:
    """Test the criteria."""
    form = CriteriaForm()
    offer_criteria(work(), form, referral_for(work(), ref))
    if saved(
        form,
        lambda doing: judge_criteria(doing, referral=referral_for(doing, ref, lock=True).referral, met=form.judged()),
    ):
        return _to_referral(ref, "Toets")
    return page("recovery/recovery_criteria", form, ref=ref)


@blueprint.route("/herstelverblijf/<ref>/opname", methods=["GET", "POST"])
@allow("krachtwonen.medical")
def admit_person(ref: str) -> ResponseReturnValue:
    """Admit somebody who meets the criteria."""
    form = AdmitForm()
    referral_for(work(), ref)
    if not form.is_submitted():
        form.first.data = work().clock.today()
    if saved(
        form,
        lambda doing: admit_tested(
            doing,
            referral=referral_for(doing, ref, lock=True).referral,
            first=given(form.first.data),
            until=form.until.data,
        ),
    ):
        return _to_referral(ref, "Opname")
    return page("recovery/recovery_admit", form, ref=ref)


@blueprint.route("/herstelverblijf/<ref>/weigering", methods=["GET", "POST"])
@allow("krachtwonen.medical")
def refuse_person(ref: str) -> ResponseReturnValue:
    """Refuse with a reason."""
    form = RefuseForm()
    offer_refusal(work(), form, referral_for(work(), ref))
    if saved(
        form,
        lambda doing: refuse_recovery(
            doing,
            referral=referral_for(doing, ref, lock=True).referral,
            on=form.day(),
            reason=form.refusal_reason.data,
        ),
    ):
        return _to_referral(ref, "Weigering")
    return page("recovery/recovery_refuse", form, ref=ref)


@blueprint.route("/herstelverblijf/<ref>/vertrek", methods=["GET", "POST"])
@allow("krachtwonen.medical")
def discharge_person(ref: str) -> ResponseReturnValue:
    """Somebody leaves, to somewhere."""
    form = DischargeForm()
    referral_for(work(), ref)
    offer_discharge(work(), form)
    if saved(
        form,
        lambda doing: discharge(
            doing,
            referral=referral_for(doing, ref, lock=True).referral,
            on=form.day(),
            destination=form.destination.data,
        ),
    ):
        return _to_referral(ref, "Vertrek")
    return page("recovery/recovery_discharge", form, ref=ref)


def _to_referral(ref: str, what: str) -> ResponseReturnValue:
    return done(f"{what} bewaard", url_for("krachtwonen.referral", ref=ref))

"""Pages of homes: the list with each OCMW's share, a unit, its state, features and terms."""

from datetime import date
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.access.work import Work
from app.cases.place import Place
from app.cases.saving import saved
from app.policy.queries import code_labels
from app.projects.krachtwonen.forms_values import DayForm, code_choices, given
from app.projects.krachtwonen.homes.forms import (
    FeaturesForm,
    StateForm,
    TermsForm,
    UnitForm,
    offer_state,
    offer_terms,
    offer_unit,
)
from app.projects.krachtwonen.homes.labels import unit_page, unit_rows
from app.projects.krachtwonen.homes.queries import (
    MOST_STATES,
    UnitFilter,
    features_of,
    quotas,
    state_for,
    unit_for,
    units_listed,
)
from app.projects.krachtwonen.homes.service import (
    add_unit,
    end_state,
    set_features,
    set_state,
    set_terms,
    withdraw_unit,
)
from app.projects.krachtwonen.views import blueprint, done, page
from app.projects.krachtwonen.waiting.queries import MOST_RANKINGS
from app.web.parsing import parse_date
from app.web.work import work


@blueprint.get("/woningen")
@allow("krachtwonen.stay")
def units() -> ResponseReturnValue:
    """Every home, bed and studio, and what each OCMW brings in."""
    doing = work()
    today = doing.clock.today()
    kinds = code_labels(doing.session, "facility_kind")
    wanted = UnitFilter(kind=request.args.get("soort") or None)
    found = units_listed(doing, wanted, today, request.args.get("na", ""))
    return render_template(
        "krachtwonen/homes/units.html",
        rows=unit_rows(doing, found.rows),
        after=found.after,
        kinds=kinds,
        kind=wanted.kind,
        quotas=quotas(doing, today),
    )


@blueprint.route("/woningen/nieuw", methods=["GET", "POST"])
@allow("krachtwonen.stay")
def unit_new() -> ResponseReturnValue:
    """Bring a unit into the pool."""
    doing, form, made = work(), UnitForm(), list[UUID]()
    offer_unit(doing, form)

    def bring_in(doing: Work) -> None:
        unit = add_unit(doing, **form.about())
        set_features(doing, unit_uid=unit.uid, features=form.features.data or ())
        made.append(unit.uid)

    if saved(form, bring_in):
        return done("Woning bewaard", url_for("krachtwonen.unit", uid=made[0]))
    return page("homes/unit_new", form)


@blueprint.get("/woningen/<uuid:uid>")
@allow("krachtwonen.stay")
def unit(uid: UUID) -> ResponseReturnValue:
    """A unit with its stays, states, terms and rankings; `van` says which day was picked on the board."""
    doing = work()
    shown = unit_page(doing, unit_for(doing, uid), Place.read(request.args.get("na", "")))
    most = {"most_states": MOST_STATES, "most_rankings": MOST_RANKINGS}
    return render_template("krachtwonen/homes/unit.html", unit=shown, picked=picked_day(), **most)


@blueprint.route("/woningen/<uuid:uid>/toestand", methods=["GET", "POST"])
@allow("krachtwonen.stay")
def unit_state(uid: UUID) -> ResponseReturnValue:
    """Put a unit out of use for a time."""
    doing, form = work(), StateForm()
    found = unit_for(doing, uid)
    offer_state(doing, form, picked_day() or doing.clock.today())
    if saved(
        form,
        lambda doing: set_state(
            doing,
            unit_uid=uid,
            state=form.state.data,
            since=given(form.since.data),
            until=form.until.data,
            reason=form.reason.data,
        ),
    ):
        return done("Toestand bewaard", url_for("krachtwonen.unit", uid=uid))
    return page("homes/unit_state", form, unit=unit_page(doing, found))


@blueprint.route("/toestand/<uuid:uid>", methods=["GET", "POST"])
@allow("krachtwonen.stay")
def unit_ready(uid: UUID) -> ResponseReturnValue:
    """A unit can be used again."""
    doing, form = work(), DayForm()
    state, found = state_for(doing, uid)
    if not form.is_submitted():
        form.on.data = state.until or doing.clock.today()
    if saved(form, lambda doing: end_state(doing, state_uid=uid, on=given(form.on.data))):
        return done("Woning weer bruikbaar", url_for("krachtwonen.unit", uid=found.uid))
    return page("homes/unit_ready", form, unit=unit_page(doing, found))


@blueprint.route("/woningen/<uuid:uid>/kenmerken", methods=["GET", "POST"])
@allow("krachtwonen.stay")
def unit_features(uid: UUID) -> ResponseReturnValue:
    """Say what a unit has."""
    doing, form = work(), FeaturesForm()
    found = unit_for(doing, uid)
    form.features.offer(code_choices(doing, "unit_feature"))
    if not form.is_submitted():
        form.features.data = features_of(doing, uid)
    if saved(form, lambda doing: set_features(doing, unit_uid=uid, features=form.features.data or ())):
        return done("Kenmerken bewaard", url_for("krachtwonen.unit", uid=uid))
    return page("homes/unit_features", form, unit=unit_page(doing, found))


@blueprint.route("/woningen/<uuid:uid>/voorwaarden", methods=["GET", "POST"])
@allow("krachtwonen.stay")
def unit_terms(uid: UUID) -> ResponseReturnValue:
    """New terms from a day on."""
    doing, form = work(), TermsForm()
    found = unit_for(doing, uid)
    offer_terms(doing, form)
    if saved(form, lambda doing: set_terms(doing, unit_uid=uid, terms=form.terms())):
        return done("Voorwaarden bewaard", url_for("krachtwonen.unit", uid=uid))
    return page("homes/unit_terms", form, unit=unit_page(doing, found))


@blueprint.route("/woningen/<uuid:uid>/uit-de-pool", methods=["GET", "POST"])
@allow("krachtwonen.stay")
def unit_withdraw(uid: UUID) -> ResponseReturnValue:
    """Take a unit out of the pool."""
    doing, form = work(), DayForm()
    found = unit_for(doing, uid)
    if not form.is_submitted():
        form.on.data = doing.clock.today()
    if saved(form, lambda doing: withdraw_unit(doing, unit_uid=uid, on=given(form.on.data))):
        return done("Uit de pool genomen", url_for("krachtwonen.unit", uid=uid))
    return page("homes/unit_withdraw", form, unit=unit_page(doing, found))


def picked_day() -> date | None:
    """The day that was picked on the board; nothing when the address says none."""
    try:
        return parse_date(request.args.get("van", ""))
    except ValueError:
        return None

"""Pages of the waiting list: the list, a place on it, a ranking for a home, an offer, its answer, an override."""

from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.cases.loading import case_for_change
from app.cases.saving import saved
from app.projects.krachtwonen.desk.labels import situation_page, wish_of
from app.projects.krachtwonen.desk.queries_policy import after_working_days
from app.projects.krachtwonen.forms_values import YES, StepForm, code_choices
from app.projects.krachtwonen.permissions import DECIDE
from app.projects.krachtwonen.views import blueprint, case_here, done, page
from app.projects.krachtwonen.waiting.forms import (
    AgreeForm,
    OfferForm,
    OverrideForm,
    ReasonForm,
    WishForm,
    offer_offer,
    offer_wish,
)
from app.projects.krachtwonen.waiting.labels import ranking_rows, waiting_rows
from app.projects.krachtwonen.waiting.overview import asked_page, offer_page, ranking_head
from app.projects.krachtwonen.waiting.queries import lines_of, order, overrides, ranking_for
from app.projects.krachtwonen.waiting.service import ask_override, decide_override, put_on_list, rank_for, take_off_list
from app.projects.krachtwonen.waiting.service_offers import accept_offer, make_offer, refuse_offer, withdraw_offer
from app.web.work import work


@blueprint.get("/wachtlijst")
@allow("krachtwonen.stay")
def waiting() -> ResponseReturnValue:
    """Who waits for a home, in which order, and why."""
    doing = work()
    return render_template("krachtwonen/waiting/waiting.html", rows=waiting_rows(doing, order(doing)))


@blueprint.route("/situatie/<number>/wachtlijst", methods=["GET", "POST"])
@allow("krachtwonen.decide")
def waiting_entry(number: str) -> ResponseReturnValue:
    """Put a household on the list, or say anew what it waits for."""
    doing, form = work(), WishForm()
    case = case_here(number, DECIDE)
    offer_wish(doing, form, wish_of(doing, case))
    if saved(form, lambda doing: put_on_list(doing, case=case_for_change(doing, number), wish=form.wish())):
        return done("Plaats op de wachtlijst bewaard", url_for("krachtwonen.waiting"))
    return page("waiting/wish", form, number=number)


@blueprint.route("/situatie/<number>/van-de-wachtlijst", methods=["GET", "POST"])
@allow("krachtwonen.decide")
def waiting_end(number: str) -> ResponseReturnValue:
    """A household no longer waits."""
    doing, form = work(), ReasonForm()
    case_here(number, DECIDE)
    form.reason.offer_codes(code_choices(doing, "kw_waiting_end"))
    if saved(form, lambda doing: take_off_list(doing, case=case_for_change(doing, number), reason=form.reason.data)):
        return done("Van de wachtlijst gehaald", url_for("krachtwonen.situation", number=number))
    return page("waiting/waiting_end", form, number=number)


@blueprint.post("/woningen/<uuid:uid>/rangschikken")
@allow("krachtwonen.decide")
def rank(uid: UUID) -> ResponseReturnValue:
    """Put the waiting list in order for one home, and keep that order."""
    form, made = StepForm(), list[UUID]()
    if saved(form, lambda doing: made.append(rank_for(doing, unit_uid=uid).uid)):
        return done("Wachtlijst gerangschikt", url_for("krachtwonen.ranking", uid=made[0]))
    return page("waiting/refused", form, back=url_for("krachtwonen.unit", uid=uid))


@blueprint.get("/rangschikking/<uuid:uid>")
@allow("krachtwonen.decide")
def ranking(uid: UUID) -> ResponseReturnValue:
    """A ranking as it was kept, with its reasons, and the way to an offer."""
    doing = work()
    kept, unit = ranking_for(doing, uid)
    return render_template(
        "krachtwonen/waiting/ranking.html",
        head=ranking_head(doing, kept, unit),
        rows=ranking_rows(doing, lines_of(doing, uid), overrides(doing, uid)),
    )


@blueprint.route("/rangschikking/<uuid:uid>/aanbod/<number>", methods=["GET", "POST"])
@allow("krachtwonen.decide")
def offer(uid: UUID, number: str) -> ResponseReturnValue:
    """Offer the home of a ranking to a household."""
    doing, form = work(), OfferForm()
    kept, unit = ranking_for(doing, uid)
    case = case_here(number, DECIDE)
    today = doing.clock.today()
    offer_offer(doing, form, today, after_working_days(doing.session, "offer", today))
    if saved(
        form,
        lambda doing: make_offer(doing, ranking_uid=uid, case=case_for_change(doing, number), terms=form.terms()),
    ):
        return done("Aanbod bewaard", url_for("krachtwonen.situation", number=number))
    return page("waiting/offer", form, head=ranking_head(doing, kept, unit), page=situation_page(doing, case))


@blueprint.route("/rangschikking/<uuid:uid>/voorrang/<number>", methods=["GET", "POST"])
@allow("krachtwonen.decide")
def override(uid: UUID, number: str) -> ResponseReturnValue:
    """Ask a second coordinator to let a household go first."""
    doing, form = work(), OverrideForm()
    kept, unit = ranking_for(doing, uid)
    case_here(number, DECIDE)
    if saved(
        form,
        lambda doing: ask_override(
            doing, ranking_uid=uid, case=case_for_change(doing, number), reason=form.reason.data
        ),
    ):
        return done("Vraag bewaard", url_for("krachtwonen.ranking", uid=uid))
    return page("waiting/override", form, number=number, head=ranking_head(doing, kept, unit))


@blueprint.route("/voorrang/<uuid:uid>", methods=["GET", "POST"])
@allow("krachtwonen.decide")
def agree(uid: UUID) -> ResponseReturnValue:
    """A second coordinator agrees, or does not."""
    doing, form = work(), AgreeForm()
    asked = asked_page(doing, uid)
    if saved(form, lambda doing: decide_override(doing, uid=uid, agrees=form.agrees.data == YES)):
        return done("Antwoord bewaard", url_for("krachtwonen.ranking", uid=asked.ranking_uid))
    return page("waiting/agree", form, asked=asked)


@blueprint.route("/aanbod/<uuid:uid>", methods=["GET", "POST"])
@allow("krachtwonen.stay")
def offer_accept(uid: UUID) -> ResponseReturnValue:
    """The household says yes: its place is planned."""
    doing, form, planned = work(), StepForm(), list[UUID]()
    shown = offer_page(doing, uid)
    if saved(form, lambda doing: planned.append(accept_offer(doing, uid=uid).uid)):
        return done("Aanvaard en ingepland", url_for("krachtwonen.stay", uid=planned[0]))
    return page("waiting/answer", form, offer=shown)


@blueprint.route("/aanbod/<uuid:uid>/geweigerd", methods=["GET", "POST"])
@allow("krachtwonen.stay")
def offer_refuse(uid: UUID) -> ResponseReturnValue:
    """The household says no, for a reason."""
    doing, form = work(), ReasonForm()
    shown = offer_page(doing, uid)
    form.reason.offer_codes(code_choices(doing, "kw_refusal"))
    if saved(form, lambda doing: refuse_offer(doing, uid=uid, reason=form.reason.data)):
        return done("Weigering bewaard", url_for("krachtwonen.situation", number=shown.number))
    return page("waiting/refuse", form, offer=shown)


@blueprint.post("/aanbod/<uuid:uid>/intrekken")
@allow("krachtwonen.stay")
def offer_withdraw(uid: UUID) -> ResponseReturnValue:
    """Take an offer back, or let it lapse."""
    form, shown = StepForm(), offer_page(work(), uid)
    if saved(form, lambda doing: withdraw_offer(doing, uid=uid)):
        return done("Aanbod beëindigd", url_for("krachtwonen.situation", number=shown.number))
    return page("waiting/refused", form, back=url_for("krachtwonen.situation", number=shown.number))

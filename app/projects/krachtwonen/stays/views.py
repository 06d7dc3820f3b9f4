"""Pages of a stay: what it is, the key, another end, nights elsewhere, another home, the departure, a no-show."""

from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.access.work import Work
from app.cases.saving import saved
from app.projects.krachtwonen.board.overview import free_tonight
from app.projects.krachtwonen.desk.queries_policy import after_working_days
from app.projects.krachtwonen.forms_values import DayForm, StepForm, code_choices, given, offer_list
from app.projects.krachtwonen.homes.queries import terms_on
from app.projects.krachtwonen.stays.forms import (
    AwayForm,
    KeyForm,
    LeaveForm,
    MoveForm,
    RenewForm,
    UntilForm,
    offer_key,
    offer_leave,
)
from app.projects.krachtwonen.stays.labels import stay_page
from app.projects.krachtwonen.stays.labels_terms import next_renewal
from app.projects.krachtwonen.stays.queries_reading import absence_to_read, stay_to_read
from app.projects.krachtwonen.stays.service import no_show
from app.projects.krachtwonen.stays.service_keys import check_out, come_back, hand_over, note_absence
from app.projects.krachtwonen.stays.service_terms import agree_until, move_on, renew
from app.projects.krachtwonen.views import blueprint, done, page
from app.web.work import work


@blueprint.get("/bewoning/<uuid:uid>")
@allow("krachtwonen.stay")
def stay(uid: UUID) -> ResponseReturnValue:
    """A stay with its papers and nights elsewhere, and every step that is open."""
    doing = work()
    return render_template("krachtwonen/stays/stay.html", stay=stay_page(doing, stay_to_read(doing, uid)))


@blueprint.route("/bewoning/<uuid:uid>/sleutel", methods=["GET", "POST"])
@allow("krachtwonen.stay")
def stay_key(uid: UUID) -> ResponseReturnValue:
    """Hand over the key."""
    doing, form = work(), KeyForm()
    read = stay_to_read(doing, uid)
    terms = terms_on(doing, read.unit.uid, doing.clock.today())
    offer_key(doing, form, terms.agreement if terms else None)
    if saved(form, lambda doing: hand_over(doing, stay_uid=uid, on=given(form.on.data), papers=form.papers())):
        return done("Sleutel gegeven, bewaard", url_for("krachtwonen.stay", uid=uid))
    return page("stays/stay_key", form, stay=stay_page(doing, read), house_rules=terms.house_rules if terms else None)


@blueprint.route("/bewoning/<uuid:uid>/verlengen", methods=["GET", "POST"])
@allow("krachtwonen.stay")
def stay_extend(uid: UUID) -> ResponseReturnValue:
    """One renewal more."""
    doing, form = work(), RenewForm()
    read = stay_to_read(doing, uid)
    offer_list(doing, form.reason, "kw_overrun")
    if saved(form, lambda doing: renew(doing, stay_uid=uid, reason=form.reason.data)):
        return done("Verlenging bewaard", url_for("krachtwonen.stay", uid=uid))
    return page("stays/stay_extend", form, stay=stay_page(doing, read), renewal=next_renewal(doing, read))


@blueprint.route("/bewoning/<uuid:uid>/einde", methods=["GET", "POST"])
@allow("krachtwonen.stay")
def stay_until(uid: UUID) -> ResponseReturnValue:
    """Another end of what was agreed, within the term."""
    doing, form = work(), UntilForm()
    read = stay_to_read(doing, uid)
    if not form.is_submitted():
        form.until.data = read.stay.agreed_until
    if saved(form, lambda doing: agree_until(doing, stay_uid=uid, until=form.until.data)):
        return done("Nieuw einde bewaard", url_for("krachtwonen.stay", uid=uid))
    return page("stays/stay_until", form, stay=stay_page(doing, read))


@blueprint.route("/bewoning/<uuid:uid>/vertrek", methods=["GET", "POST"])
@allow("krachtwonen.stay")
def stay_leave(uid: UUID) -> ResponseReturnValue:
    """The key comes back."""
    doing, form = work(), LeaveForm()
    read = stay_to_read(doing, uid)
    offer_leave(doing, form, after_working_days(doing.session, "turnaround", doing.clock.today()))
    if saved(form, lambda doing: check_out(doing, stay_uid=uid, back=form.back())):
        return done("Vertrek bewaard", url_for("krachtwonen.stay", uid=uid))
    return page("stays/stay_leave", form, stay=stay_page(doing, read))


@blueprint.route("/bewoning/<uuid:uid>/verhuis", methods=["GET", "POST"])
@allow("krachtwonen.stay")
def stay_move(uid: UUID) -> ResponseReturnValue:
    """The household goes to another unit."""
    doing, form, there = work(), MoveForm(), list[UUID]()
    read = stay_to_read(doing, uid)
    form.unit.offer(free_tonight(doing, read.unit))
    if not form.is_submitted():
        form.on.data = doing.clock.today()

    def go(doing: Work) -> None:
        target, on = UUID(form.unit.data), given(form.on.data)
        moved = move_on(doing, stay_uid=uid, to_unit_uid=target, on=on, until=form.until.data)
        there.append(moved.uid)

    if saved(form, go):
        return done("Verhuis bewaard", url_for("krachtwonen.stay", uid=there[0]))
    return page("stays/stay_move", form, stay=stay_page(doing, read))


@blueprint.route("/bewoning/<uuid:uid>/afwezig", methods=["GET", "POST"])
@allow("krachtwonen.stay")
def stay_away(uid: UUID) -> ResponseReturnValue:
    """The household sleeps elsewhere for some nights."""
    doing, form = work(), AwayForm()
    read = stay_to_read(doing, uid)
    form.reason.offer_codes(code_choices(doing, "kw_absence"))
    if not form.is_submitted():
        form.away_from.data = doing.clock.today()
    if saved(
        form,
        lambda doing: note_absence(
            doing,
            stay_uid=uid,
            away_from=given(form.away_from.data),
            back_on=form.back_on.data,
            reason=form.reason.data,
        ),
    ):
        return done("Afwezigheid bewaard", url_for("krachtwonen.stay", uid=uid))
    return page("stays/stay_away", form, stay=stay_page(doing, read))


@blueprint.route("/afwezig/<uuid:uid>", methods=["GET", "POST"])
@allow("krachtwonen.stay")
def stay_back(uid: UUID) -> ResponseReturnValue:
    """The household is back."""
    doing, form = work(), DayForm()
    _absence, read = absence_to_read(doing, uid)
    if not form.is_submitted():
        form.on.data = doing.clock.today()
    if saved(form, lambda doing: come_back(doing, absence_uid=uid, on=given(form.on.data))):
        return done("Terugkeer bewaard", url_for("krachtwonen.stay", uid=read.stay.uid))
    return page("stays/stay_back", form, stay=stay_page(doing, read))


@blueprint.route("/bewoning/<uuid:uid>/niet-opgedaagd", methods=["GET", "POST"])
@allow("krachtwonen.stay")
def stay_no_show(uid: UUID) -> ResponseReturnValue:
    """The household did not come: the place is free."""
    doing, form = work(), StepForm()
    read = stay_to_read(doing, uid)
    if saved(form, lambda doing: no_show(doing, stay_uid=uid)):
        return done("Niet opgedaagd, bewaard", url_for("krachtwonen.stay", uid=uid))
    return page("stays/stay_no_show", form, stay=stay_page(doing, read))

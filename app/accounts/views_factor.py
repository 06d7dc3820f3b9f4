"""Pages of the second step: passing it, setting it up, recovery codes, and proving again who one is."""

import segno
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.access.guard import allow, public
from app.accounts.entering import HOME, adopt, checked_password, following, opened, proved
from app.accounts.forms_factor import CodeForm, ProveForm
from app.accounts.queries import user_facts
from app.accounts.queries_factor import codes_left, factor_of
from app.accounts.queries_session import OpenSession
from app.accounts.service_factor import (
    WRONG_CODE,
    confirm_factor,
    is_right_code,
    new_codes,
    offer_factor,
    pass_second_step,
    record_wrong_code,
)
from app.accounts.service_sessions import renew_proof
from app.accounts.service_sign_in import TooManyAttempts, attempt_of, take_turn
from app.core.errors import Refused
from app.crypto.one_time import setup_address
from app.web.work import transaction, work

blueprint = Blueprint("second_step", __name__, template_folder="templates")


@blueprint.route("/aanmelden/code", methods=["GET", "POST"])
@public("the second step comes before being signed in; the session that waits for it opens nothing else")
def code() -> ResponseReturnValue:
    """The code of the app, after the right password."""
    waiting, form, status = opened(), CodeForm(), 200
    if waiting is None or not waiting.awaits_code:
        return redirect(following() if current_user.is_authenticated else url_for("accounts.sign_in"))
    if form.validate_on_submit():
        try:
            _pass(waiting, form.code.data or "")
            return redirect(following())
        except Refused as refusal:
            form.add_error(refusal.field, refusal.message)
            status = 429 if isinstance(refusal, TooManyAttempts) else 422
    elif form.is_submitted():
        status = 422
    return render_template("accounts/code.html", form=form), status


def _pass(waiting: OpenSession, typed: str) -> None:
    """Count the attempt first, use the code up, then open the session; a wrong code stays counted and on record."""
    facts, address = user_facts(work().session, waiting.user_uid), request.remote_addr or ""
    email = facts.email if facts else ""
    with transaction() as doing:
        take_turn(doing, email=email, address=address)
    with transaction() as doing:
        is_right = is_right_code(doing, user_uid=waiting.user_uid, code=typed)
        if not is_right:
            record_wrong_code(doing, user_uid=waiting.user_uid)
        else:
            adopt(
                pass_second_step(
                    doing, attempt=attempt_of(doing, email=email, address=address, is_right=True), waiting=waiting
                )
            )
    if not is_right:
        raise Refused(WRONG_CODE, "code")


@blueprint.get("/account/tweede-stap")
@allow("account.own")
def setup() -> ResponseReturnValue:
    """How the second step stands; with the square for the app as long as it is not confirmed."""
    return _page(CodeForm(formdata=None))


@blueprint.post("/account/tweede-stap/begin")
@allow("account.own")
@proved
def begin() -> ResponseReturnValue:
    """Make the secret that goes into the app."""
    with transaction() as doing:
        offer_factor(doing, user_uid=current_user.uid)
    return redirect(url_for("second_step.setup"))


@blueprint.post("/account/tweede-stap")
@allow("account.own")
def confirm() -> ResponseReturnValue:
    """A first code; from here on signing in asks for one. The recovery codes are on this answer and nowhere else."""
    form = CodeForm()
    if form.validate_on_submit():
        try:
            with transaction() as doing:
                codes = confirm_factor(doing, user_uid=current_user.uid, code=form.code.data or "")
            return render_template("accounts/recovery.html", codes=codes)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.message)
    return _page(form), 422


@blueprint.post("/account/herstelcodes")
@allow("account.own")
@proved
def codes() -> ResponseReturnValue:
    """New recovery codes in the place of the old ones."""
    with transaction() as doing:
        if factor_of(doing.session, current_user.uid) is None:
            raise Refused("Stel eerst de tweede stap in.")
        made = new_codes(doing, user_uid=current_user.uid)
    return render_template("accounts/recovery.html", codes=made)


@blueprint.route("/account/bewijs", methods=["GET", "POST"])
@allow("account.own")
def prove() -> ResponseReturnValue:
    """The password once more, before something grave."""
    form, status = ProveForm(), 422
    if form.validate_on_submit():
        try:
            checked_password(current_user.email, form.password.data, Refused("Dit is niet je wachtwoord.", "password"))
            with transaction() as doing:
                adopt(renew_proof(doing, session=current_user.session))
            flash("Bedankt. Doe nu verder wat je wilde doen.", "success")
            return redirect(following())
        except Refused as refusal:
            form.add_error(refusal.field, refusal.message)
            status = 429 if isinstance(refusal, TooManyAttempts) else 422
    back = following()
    by_provider = current_user.session.is_by_provider
    page = render_template("accounts/prove.html", form=form, back=back if back != HOME else "", by_provider=by_provider)
    return page, status if form.is_submitted() else 200


@blueprint.post("/account/nog-hier")
@allow("account.own")
def stay() -> ResponseReturnValue:
    """Being asked is enough: every request keeps the session alive."""
    return "", 204


def _page(form: CodeForm) -> str:
    doing, uid = work(), current_user.uid
    factor = factor_of(doing.session, uid, confirmed=False)
    offered = factor.secret if factor is not None and factor.confirmed_at is None else None
    square = segno.make(setup_address(offered, current_user.email, "Regiodossier")) if offered else None
    return render_template(
        "accounts/second_step.html",
        form=form,
        factor=factor,
        secret=[offered[at : at + 4] for at in range(0, len(offered), 4)] if offered else [],
        rows=[list(row) for row in square.matrix_iter(border=4)] if square else [],
        codes=codes_left(doing.session, uid),
    )

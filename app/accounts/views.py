"""Pages of signing in and out, and of one's own account."""

from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.access.guard import allow, public
from app.accounts.entering import HOME, adopt, checked_password, following, house_session, opened
from app.accounts.forms import ChangePasswordForm, NewPasswordForm, SignInForm
from app.accounts.labels import grant_lines
from app.accounts.queries import grants_of
from app.accounts.queries_factor import has_factor
from app.accounts.queries_session import open_sessions
from app.accounts.service_passwords import change_password, invited_user, redeem_invitation
from app.accounts.service_sessions import Begun, end_own_session, end_session
from app.accounts.service_sign_in import WRONG, TooManyAttempts
from app.accounts.service_sign_in import sign_in as open_session
from app.accounts.signed_in import hasher_of
from app.core.errors import NotFound, Refused
from app.organisations.queries import organisation_names
from app.web.work import transaction, work

blueprint = Blueprint("accounts", __name__, template_folder="templates")


@blueprint.route("/aanmelden", methods=["GET", "POST"])
@public("signing in comes before being signed in")
def sign_in() -> ResponseReturnValue:
    """E-mail address and password."""
    form = SignInForm()
    if current_user.is_authenticated:
        return redirect(following())
    status = 200
    if form.validate_on_submit():
        try:
            begun = _signed_in(form)
            adopt(begun)
            if begun.session.awaits_code:
                return redirect(url_for("second_step.code", next=request.args.get("next")))
            return redirect(following())
        except Refused as refusal:
            form.add_error(None, refusal.message)
            status = 429 if isinstance(refusal, TooManyAttempts) else 422
    elif form.is_submitted():
        status = 422
    return render_template("accounts/sign_in.html", form=form), status


@blueprint.post("/afmelden")
@public("whoever is not signed in is signed out already")
def sign_out() -> ResponseReturnValue:
    """End this session, here and in the browser."""
    open_now = opened()
    if open_now is not None:
        with transaction() as doing:
            end_session(doing, uid=open_now.uid)
    house_session().leave()
    flash("Je bent afgemeld.", "success")
    response = redirect(url_for("accounts.sign_in"))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@blueprint.route("/welkom/<token>", methods=["GET", "POST"])
@public("the one-time link is the proof; it opens nothing but the choice of a password")
def welcome(token: str) -> ResponseReturnValue:
    """Choose a first password by a one-time link."""
    try:
        user = invited_user(work(), token)
    except NotFound:
        return render_template("accounts/link_spent.html"), 404
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            with transaction() as doing:
                begun = redeem_invitation(
                    doing, hasher=hasher_of(current_app), token=token, password=form.password.data, current=opened()
                )
            adopt(begun)
            flash("Je wachtwoord is bewaard.", "success")
            return redirect(url_for("second_step.code") if begun.session.awaits_code else HOME)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.message)
    return render_template("accounts/welcome.html", form=form, user=user), 422 if form.is_submitted() else 200


@blueprint.get("/account")
@allow("account.own")
def mine() -> ResponseReturnValue:
    """Own roles and open sessions."""
    doing, uid = work(), current_user.uid
    lines = grant_lines(grants_of(doing, [uid])[uid], organisation_names(doing.session), doing.clock.today())
    return render_template(
        "accounts/mine.html",
        me=current_user,
        grants=[line for line in lines if not line.is_over],
        sessions=open_sessions(doing, uid),
        has_factor=has_factor(doing.session, uid),
    )


@blueprint.route("/account/wachtwoord", methods=["GET", "POST"])
@allow("account.own")
def password() -> ResponseReturnValue:
    """Choose another password."""
    form = ChangePasswordForm()
    if form.validate_on_submit():
        try:
            attempt = checked_password(
                current_user.email, form.current.data, Refused("Dit is niet je huidige wachtwoord.", "current")
            )
            with transaction() as doing:
                begun = change_password(
                    doing,
                    hasher=hasher_of(current_app),
                    attempt=attempt,
                    new=form.password.data,
                    session_uid=current_user.session_uid,
                )
            adopt(begun)
            flash("Je wachtwoord is gewijzigd. Op andere toestellen ben je afgemeld.", "success")
            return redirect(url_for("accounts.mine"))
        except Refused as refusal:
            form.add_error(refusal.field, refusal.message)
    return render_template("accounts/password.html", form=form, me=current_user), 422 if form.is_submitted() else 200


@blueprint.post("/account/sessies/<uuid:uid>/einde")
@allow("account.own")
def end_mine(uid: UUID) -> ResponseReturnValue:
    """End one of the own sessions."""
    with transaction() as doing:
        end_own_session(doing, uid=uid)
    if uid == current_user.session_uid:
        house_session().leave()
        return redirect(url_for("accounts.sign_in"))
    flash("De sessie is beëindigd.", "success")
    return redirect(url_for("accounts.mine"))


def _signed_in(form: SignInForm) -> Begun:
    attempt = checked_password(form.email.data or "", form.password.data, Refused(WRONG))
    with transaction() as doing:
        return open_session(
            doing, attempt=attempt, hasher=hasher_of(current_app), password=form.password.data, current=opened()
        )

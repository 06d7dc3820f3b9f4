"""Pages of signing in and out, and of one's own account."""

from urllib.parse import urlsplit
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.access.guard import allow, public
from app.accounts.forms import ChangePasswordForm, NewPasswordForm, SignInForm
from app.accounts.labels import grant_lines
from app.accounts.queries import grants_of
from app.accounts.queries_session import OpenSession, open_sessions
from app.accounts.service_passwords import change_password, invited_user, redeem_invitation
from app.accounts.service_sessions import Begun, end_own_session, end_session
from app.accounts.service_sign_in import WRONG, Attempt, TooManyAttempts, check_password, record_failure, take_turn
from app.accounts.service_sign_in import sign_in as open_session
from app.accounts.sessions import HouseSession
from app.accounts.signed_in import hasher_of
from app.core.errors import NotFound, Refused
from app.organisations.queries import organisation_names
from app.web.work import transaction, work

blueprint = Blueprint("accounts", __name__, template_folder="templates")
HOME = "/"


@blueprint.route("/aanmelden", methods=["GET", "POST"])
@public("signing in comes before being signed in")
def sign_in() -> ResponseReturnValue:
    """E-mail address and password."""
    form = SignInForm()
    if current_user.is_authenticated:
        return redirect(_following())
    status = 200
    if form.validate_on_submit():
        try:
            _adopt(_signed_in(form))
            return redirect(_following())
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
    opened = _opened()
    if opened is not None:
        with transaction() as doing:
            end_session(doing, uid=opened.uid)
    _session().leave()
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
                    doing, hasher=hasher_of(current_app), token=token, password=form.password.data, current=_opened()
                )
            _adopt(begun)
            flash("Je wachtwoord is bewaard. Je bent aangemeld.", "success")
            return redirect(HOME)
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
    )


@blueprint.route("/account/wachtwoord", methods=["GET", "POST"])
@allow("account.own")
def password() -> ResponseReturnValue:
    """Choose another password."""
    form = ChangePasswordForm()
    if form.validate_on_submit():
        try:
            attempt = _attempt(
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
            _adopt(begun)
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
        _session().leave()
        return redirect(url_for("accounts.sign_in"))
    flash("De sessie is beëindigd.", "success")
    return redirect(url_for("accounts.mine"))


def _signed_in(form: SignInForm) -> Begun:
    attempt = _attempt(form.email.data or "", form.password.data, Refused(WRONG))
    with transaction() as doing:
        return open_session(
            doing, attempt=attempt, hasher=hasher_of(current_app), password=form.password.data, current=_opened()
        )


def _attempt(email: str, typed: str, wrong: Refused) -> Attempt:
    """A right password, or the refusal; the slow check holds no lock, and a failure stays on record."""
    address = request.remote_addr or ""
    with transaction() as doing:
        take_turn(doing, email=email, address=address)
    attempt = check_password(work(), hasher=hasher_of(current_app), email=email, address=address, password=typed)
    if not attempt.is_right:
        with transaction() as doing:
            record_failure(doing, attempt=attempt)
        raise wrong
    return attempt


def _session() -> HouseSession:
    if not isinstance(session, HouseSession):
        raise TypeError("the sessions of the house are not installed")
    return session


def _opened() -> OpenSession | None:
    return _session().open


def _adopt(begun: Begun) -> None:
    _session().adopt(begun)


def _following() -> str:
    """Where somebody was heading, as long as that is a page of this site."""
    wanted = request.args.get("next", "")
    parts = urlsplit(wanted)
    is_local = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return wanted if is_local and wanted.isprintable() and "\\" not in wanted else HOME

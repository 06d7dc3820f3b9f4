"""Pages of the administrator: users, their roles, and closing or inviting an account."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.guard import allow
from app.access.work import Work
from app.accounts.entering import proved, sign_in_provider
from app.accounts.forms import GrantForm, RoleForm, UserForm
from app.accounts.forms_openid import LinkForm
from app.accounts.labels import grant_lines, organisation_label
from app.accounts.queries import grants_of, last_seen, managed_user, managed_users
from app.accounts.queries_factor import has_factor
from app.accounts.queries_identity import identity_of
from app.accounts.queries_session import open_sessions
from app.accounts.service_factor import reset_factor
from app.accounts.service_openid import link_identity, unlink_identity
from app.accounts.service_users import (
    Invited,
    add_user,
    end_all_sessions,
    end_grant,
    grant_role,
    invite_again,
    set_active,
)
from app.core.errors import NotFound, Refused
from app.organisations.queries import organisation_names, organisations
from app.web.work import transaction, work

blueprint = Blueprint("users", __name__, template_folder="templates", url_prefix="/gebruikers")


@blueprint.get("")
@allow("users.write")
def index() -> ResponseReturnValue:
    """Every user whom the colleague manages, with the roles in force."""
    doing = work()
    users = managed_users(doing)
    uids = [user.uid for user in users]
    names, today = organisation_names(doing.session), doing.clock.today()
    lines = {uid: grant_lines(grants, names, today) for uid, grants in grants_of(doing, uids).items()}
    return render_template("accounts/users.html", users=users, grants=lines, seen=last_seen(doing, uids))


@blueprint.route("/nieuw", methods=["GET", "POST"])
@allow("users.write")
@proved
def add() -> ResponseReturnValue:
    """A new user with a first role."""
    form = UserForm()
    _offer(form)
    if form.validate_on_submit():
        try:
            with transaction() as doing:
                invited = add_user(doing, email=form.email.data or "", name=form.name.data, grant=form.grant())
            return _invitation(invited)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.message)
    return render_template("accounts/user_add.html", form=form), 422 if form.is_submitted() else 200


@blueprint.get("/<uuid:uid>")
@allow("users.write")
def show(uid: UUID) -> ResponseReturnValue:
    """One user."""
    form = RoleForm()
    _offer(form)
    return _page(work(), uid, form)


@blueprint.post("/<uuid:uid>/rollen")
@allow("users.write")
@proved
def add_grant(uid: UUID) -> ResponseReturnValue:
    """Give a user a role."""
    managed_user(work(), uid)
    form = RoleForm()
    _offer(form)
    if form.validate_on_submit():
        try:
            with transaction() as doing:
                grant_role(doing, user_uid=uid, grant=form.grant(), valid_until=form.valid_until.data)
            flash("De rol is toegekend. Ze werkt vanaf de volgende pagina die de gebruiker opent.", "success")
            return redirect(url_for("users.show", uid=uid))
        except Refused as refusal:
            form.add_error(refusal.field, refusal.message)
    return _page(work(), uid, form), 422


@blueprint.post("/<uuid:uid>/rollen/<uuid:grant_uid>/einde")
@allow("users.write")
@proved
def end_role(uid: UUID, grant_uid: UUID) -> ResponseReturnValue:
    """Take a role away."""
    with transaction() as doing:
        end_grant(doing, user_uid=uid, grant_uid=grant_uid)
    flash("De rol is beëindigd.", "success")
    return redirect(url_for("users.show", uid=uid))


@blueprint.post("/<uuid:uid>/sluiten")
@allow("users.write")
def close(uid: UUID) -> ResponseReturnValue:
    """Close an account."""
    with transaction() as doing:
        set_active(doing, user_uid=uid, is_active=False)
    flash("Het account is gesloten en overal afgemeld.", "success")
    return redirect(url_for("users.show", uid=uid))


@blueprint.post("/<uuid:uid>/openen")
@allow("users.write")
@proved
def reopen(uid: UUID) -> ResponseReturnValue:
    """Open a closed account again."""
    with transaction() as doing:
        set_active(doing, user_uid=uid, is_active=True)
    flash("Het account is weer open.", "success")
    return redirect(url_for("users.show", uid=uid))


@blueprint.post("/<uuid:uid>/afmelden")
@allow("users.write")
def sign_out_everywhere(uid: UUID) -> ResponseReturnValue:
    """End every session of a user."""
    with transaction() as doing:
        end_all_sessions(doing, user_uid=uid)
    flash("De gebruiker is overal afgemeld.", "success")
    return redirect(url_for("users.show", uid=uid))


@blueprint.post("/<uuid:uid>/tweede-stap-wissen")
@allow("users.write")
@proved
def reset_second_step(uid: UUID) -> ResponseReturnValue:
    """Wipe the second step of somebody who lost app and recovery codes."""
    with transaction() as doing:
        reset_factor(doing, user_uid=uid)
    flash("De tweede stap is gewist. Bij de volgende aanmelding stelt de gebruiker ze opnieuw in.", "success")
    return redirect(url_for("users.show", uid=uid))


@blueprint.post("/<uuid:uid>/koppelen")
@allow("users.write")
@proved
def link(uid: UUID) -> ResponseReturnValue:
    """Say who a colleague is at the sign-in provider."""
    form, role = LinkForm(), RoleForm(formdata=None)
    _offer(role)
    if form.validate_on_submit():
        try:
            with transaction() as doing:
                link_identity(doing, user_uid=uid, issuer=_issuer(), subject=form.subject.data or "")
            flash("Het account is gekoppeld. De collega kan zich nu zo aanmelden.", "success")
            return redirect(url_for("users.show", uid=uid))
        except Refused as refusal:
            form.add_error(refusal.field, refusal.message)
    return _page(work(), uid, role, form), 422


@blueprint.post("/<uuid:uid>/ontkoppelen")
@allow("users.write")
@proved
def unlink(uid: UUID) -> ResponseReturnValue:
    """Take that away."""
    with transaction() as doing:
        unlink_identity(doing, user_uid=uid, issuer=_issuer())
    flash("Het account is ontkoppeld; de sessies en rollen die daarvan kwamen, zijn beëindigd.", "success")
    return redirect(url_for("users.show", uid=uid))


@blueprint.post("/<uuid:uid>/uitnodigen")
@allow("users.write")
@proved
def invite(uid: UUID) -> ResponseReturnValue:
    """A new one-time link, shown once."""
    with transaction() as doing:
        invited = invite_again(doing, user_uid=uid)
    return _invitation(invited)


def _invitation(invited: Invited) -> str:
    """The link is in this answer and nowhere else: it is not kept to be shown after a redirect."""
    link = url_for("accounts.welcome", token=invited.token, _external=True)
    return render_template("accounts/invitation.html", user=invited.user, link=link)


def _offer(form: GrantForm) -> None:
    doing = work()
    known = organisations(doing.session, doing.clock.today())
    form.offer(
        [(organisation.code, organisation_label(organisation.code, organisation.short_name)) for organisation in known]
    )


def _issuer() -> str:
    provider = sign_in_provider()
    if provider is None:
        raise NotFound
    return provider.settings.issuer


def _page(doing: Work, uid: UUID, form: RoleForm, link_form: LinkForm | None = None) -> str:
    user = managed_user(doing, uid)
    names, today = organisation_names(doing.session), doing.clock.today()
    provider = sign_in_provider()
    return render_template(
        "accounts/user.html",
        user=user,
        form=form,
        link_form=link_form or LinkForm(formdata=None),
        identity=identity_of(doing.session, uid, provider.settings.issuer) if provider else None,
        grants=grant_lines(grants_of(doing, [uid])[uid], names, today),
        sessions=open_sessions(doing, uid),
        has_factor=has_factor(doing.session, uid),
        is_self=uid == doing.actor.user_uid,
    )

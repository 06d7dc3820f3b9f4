"""Users and their roles: add, invite, grant, end, close and open again."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from app.access.actor import Grant
from app.access.projects import declared_projects
from app.access.work import Work
from app.accounts.models import RoleGrant, User
from app.accounts.models_session import UserSession
from app.accounts.policy import sign_in_policy
from app.accounts.queries import grants_of, managed_user, user_by_email
from app.accounts.queries_session import digest_of
from app.accounts.rules import check_email, check_role, may_give
from app.accounts.service_sessions import TOKEN_BYTES, end_sessions
from app.core.errors import NotFound, Refused
from app.organisations.queries import organisation_codes


@dataclass(frozen=True)
class Invited:
    """A user with the one-time link's token, which is kept nowhere."""

    user: User
    token: str


def add_user(work: Work, *, email: str, name: str | None = None, grant: Grant) -> Invited:
    """A new user with a first role; the token opens the page to choose a password."""
    _check_grant(work, grant)
    address = check_email(email)
    if user_by_email(work.session, address) is not None:
        raise Refused("Er is al een gebruiker met dit e-mailadres.", "email")
    user = User(email=address, name=(name or "").strip() or address.partition("@")[0], created_at=work.clock.now())
    work.session.add(user)
    work.session.flush()
    work.trail.record("add", "user", user.uid, fields=("email", "name"))
    _add_grant(work, user.uid, grant, work.clock.today(), None)
    return Invited(user, _open_invitation(work, user))


def invite_again(work: Work, *, user_uid: UUID) -> Invited:
    """A new one-time link; the old password and every open session end."""
    user = whole_account(work, user_uid)
    user.password_hash = None
    end_sessions(work, UserSession.user_uid == user.uid)
    token = _open_invitation(work, user)
    work.trail.record("invite", "user", user.uid)
    return Invited(user, token)


def grant_role(
    work: Work, *, user_uid: UUID, grant: Grant, valid_from: date | None = None, valid_until: date | None = None
) -> RoleGrant:
    """Give a user a role, from today unless said otherwise."""
    user = _somebody_else(work, user_uid)
    _check_grant(work, grant)
    first = valid_from or work.clock.today()
    if valid_until is not None and valid_until <= first:
        raise Refused("De rol eindigt voor ze begint. Kies een latere einddatum.", "valid_until")
    if _has_same(work, user.uid, grant, first, valid_until):
        raise Refused("Deze gebruiker heeft deze rol al in die periode.", "role")
    added = _add_grant(work, user.uid, grant, first, valid_until)
    work.session.flush()
    return added


def end_grant(work: Work, *, user_uid: UUID, grant_uid: UUID) -> RoleGrant:
    """Take a role away from today on; one that has not begun never will."""
    user = _somebody_else(work, user_uid)
    row = work.session.get(RoleGrant, grant_uid, populate_existing=True, with_for_update=True)
    if row is None or row.user_uid != user.uid:
        raise NotFound
    if not may_give(work.actor, Grant(row.role, row.project, row.organisation)):
        raise Refused("Deze rol reikt verder dan jouw beheer.")
    today = work.clock.today()
    if row.valid_until is not None and row.valid_until <= today:
        raise Refused("Deze rol is al beëindigd.")
    row.valid_until = max(today, row.valid_from)
    work.trail.record("end", "role_grant", row.uid, fields=("valid_until",), detail=row.role)
    work.session.flush()
    return row


def set_active(work: Work, *, user_uid: UUID, is_active: bool) -> User:
    """Close an account, with every session of it, or open it again."""
    user = whole_account(work, user_uid)
    user.is_active = is_active
    if not is_active:
        user.invitation_digest = user.invitation_until = None
        end_sessions(work, UserSession.user_uid == user.uid)
    work.trail.record("open" if is_active else "close", "user", user.uid, fields=("is_active",))
    work.session.flush()
    return user


def end_all_sessions(work: Work, *, user_uid: UUID) -> int:
    """Sign a user out everywhere."""
    user = whole_account(work, user_uid)
    ended = end_sessions(work, UserSession.user_uid == user.uid)
    work.trail.record("end_sessions", "user", user.uid, detail=str(ended))
    return ended


def _somebody_else(work: Work, user_uid: UUID) -> User:
    """A user whom the actor manages; nobody changes their own account or roles."""
    if user_uid == work.actor.user_uid:
        raise Refused("Je eigen account en rollen laat je door een andere beheerder wijzigen.")
    return managed_user(work, user_uid)


def whole_account(work: Work, user_uid: UUID) -> User:
    """As above, for what touches the account itself: everything it still reaches must be the actor's to manage."""
    user = _somebody_else(work, user_uid)
    for row in grants_of(work, [user.uid])[user.uid]:
        ended = row.valid_until is not None and row.valid_until <= work.clock.today()
        if not ended and not may_give(work.actor, Grant(row.role, row.project, row.organisation)):
            raise Refused("Deze gebruiker heeft ook een rol buiten jouw beheer. Vraag het een beheerder van de regio.")
    return user


def _check_grant(work: Work, grant: Grant) -> None:
    check_role(grant.role)
    _check_known("project", grant.project, declared_projects())
    _check_known("organisation", grant.organisation, organisation_codes(work.session))
    if not may_give(work.actor, grant):
        raise Refused("Deze rol reikt verder dan jouw beheer. Kies een organisatie die je beheert.", "organisation")


def _check_known(field: str, value: str | None, known: Collection[str]) -> None:
    if value is not None and value not in known:
        word = {"project": "Onbekend project", "organisation": "Onbekende organisatie"}[field]
        raise Refused(f"{word}: {value}. Kies uit {', '.join(sorted(known)) or 'niets: er is er geen'}.", field)


def _add_grant(work: Work, user_uid: UUID, grant: Grant, first: date, until: date | None) -> RoleGrant:
    row = RoleGrant(
        user_uid=user_uid,
        role=grant.role,
        project=grant.project,
        organisation=grant.organisation,
        valid_from=first,
        valid_until=until,
    )
    work.session.add(row)
    work.trail.record("add", "role_grant", row.uid, detail=grant.role)
    return row


def _has_same(work: Work, user_uid: UUID, grant: Grant, first: date, until: date | None) -> bool:
    overlapping = select(RoleGrant.uid).where(
        RoleGrant.user_uid == user_uid,
        RoleGrant.role == grant.role,
        RoleGrant.project.is_not_distinct_from(grant.project),
        RoleGrant.organisation.is_not_distinct_from(grant.organisation),
        or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until > first),
        RoleGrant.valid_from < (until or date.max),
    )
    return work.session.scalar(overlapping.limit(1)) is not None


def _open_invitation(work: Work, user: User) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    user.invitation_digest = digest_of(token)
    user.invitation_until = work.clock.now() + sign_in_policy().invitation
    work.session.flush()
    return token

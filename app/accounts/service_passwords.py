"""Choosing a password: by the one-time link, or by the user who knows the old one."""

from uuid import UUID

from sqlalchemy import select

from app.access.work import Work
from app.accounts.models import User
from app.accounts.models_session import UserSession
from app.accounts.passwords import Hasher, check_new_password
from app.accounts.queries_factor import has_factor
from app.accounts.queries_session import OpenSession, digest_of
from app.accounts.service_sessions import Begun, begin_session, end_sessions
from app.accounts.service_sign_in import Attempt, forgive
from app.core.errors import NotFound, Refused


def invited_user(work: Work, token: str, *, for_change: bool = False) -> User:
    """The user of a one-time link that is still good; NotFound otherwise."""
    query = select(User).where(
        User.invitation_digest == digest_of(token), User.invitation_until > work.clock.now(), User.is_active
    )
    if for_change:
        query = query.with_for_update().execution_options(populate_existing=True)
    user = work.session.scalar(query)
    if user is None:
        raise NotFound
    return user


def redeem_invitation(
    work: Work, *, hasher: Hasher, token: str, password: str, current: OpenSession | None = None
) -> Begun:
    """Choose the first password by a one-time link, and be signed in; the link is spent."""
    user = invited_user(work, token, for_change=True)
    _set_password(work, hasher, user, password)
    end_sessions(work, UserSession.user_uid == user.uid)
    awaits_code = has_factor(work.session, user.uid)
    if not awaits_code:
        work.trail.record("sign_in", "user", user.uid, detail="one-time link")
    return begin_session(work, user_uid=user.uid, replaces=current.uid if current else None, awaits_code=awaits_code)


def change_password(work: Work, *, hasher: Hasher, attempt: Attempt, new: str, session_uid: UUID) -> Begun:
    """Choose another password after the current one was checked; every other session ends, this one is renewed."""
    user = attempt.user
    if user is None or user.uid != work.actor.user_uid or not attempt.is_right:
        raise Refused("Dit is niet je huidige wachtwoord.", "current")
    _set_password(work, hasher, user, new)
    forgive(work, attempt)
    end_sessions(work, UserSession.user_uid == user.uid)
    return begin_session(work, user_uid=user.uid, replaces=session_uid)


def give_password(work: Work, *, hasher: Hasher, user: User, password: str, must_change: bool = True) -> None:
    """Set a password for somebody else, as a demo does; unless said otherwise it must be changed at once."""
    _set_password(work, hasher, user, password)
    user.must_change = must_change


def _set_password(work: Work, hasher: Hasher, user: User, password: str) -> None:
    check_new_password(password, (user.email.partition("@")[0], user.name))
    user.password_hash = hasher.hash(password)
    user.must_change = False
    user.invitation_digest = user.invitation_until = None
    work.trail.record("set_password", "user", user.uid, fields=("password_hash",))
    work.session.flush()

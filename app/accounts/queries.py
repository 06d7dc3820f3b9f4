"""Reading users, their roles and their sessions."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session

from app.access.actor import Actor, Grant
from app.access.scope import scope
from app.access.work import Work
from app.accounts.models import RoleGrant, User
from app.accounts.models_session import UserSession
from app.core.errors import NotFound


class UserFacts(NamedTuple):
    """What every request needs of a user."""

    name: str
    email: str
    is_active: bool
    must_change: bool


def user_facts(session: Session, uid: UUID) -> UserFacts | None:
    """The facts of one user, straight from the table."""
    columns = (User.name, User.email, User.is_active, User.must_change)
    found = session.execute(select(*columns).where(User.uid == uid)).one_or_none()
    return UserFacts(*found) if found else None


def in_force(day: date) -> ColumnElement[bool]:
    """Grants that hold on a day."""
    return and_(RoleGrant.valid_from <= day, or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until > day))


def actor_of(session: Session, user_uid: UUID, day: date) -> Actor:
    """The user as an actor, with the grants in force on a day."""
    columns = (RoleGrant.role, RoleGrant.project, RoleGrant.organisation)
    rows = session.execute(select(*columns).where(RoleGrant.user_uid == user_uid, in_force(day)))
    return Actor(f"user:{user_uid}", tuple(Grant(*row) for row in rows), user_uid)


def colleague(session: Session, uid: UUID, day: date) -> tuple[UserFacts, Actor] | None:
    """A user whose account is open, as an actor too: with one query, because every request begins with it."""
    held = and_(RoleGrant.user_uid == User.uid, in_force(day))
    columns = (User.name, User.email, User.is_active, User.must_change)
    granted = (RoleGrant.role, RoleGrant.project, RoleGrant.organisation)
    rows = session.execute(
        select(*columns, *granted).select_from(User).outerjoin(RoleGrant, held).where(User.uid == uid, User.is_active)
    ).all()
    if not rows:
        return None
    grants = tuple(Grant(row.role, row.project, row.organisation) for row in rows if row.role)
    first = rows[0]
    return UserFacts(first.name, first.email, first.is_active, first.must_change), Actor(f"user:{uid}", grants, uid)


def user_by_email(session: Session, email: str) -> User | None:
    """The user with that address, in whatever case it was typed."""
    return session.scalar(select(User).where(User.email == email.strip().lower()))


def actor_by_email(session: Session, email: str, day: date) -> Actor | None:
    """The active user with that address as an actor: whom `--by` of a command names."""
    user = user_by_email(session, email)
    return actor_of(session, user.uid, day) if user is not None and user.is_active else None


def user_names(session: Session, uids: Sequence[UUID]) -> dict[UUID, str]:
    """Names of colleagues, for lists that show who did something."""
    if not uids:
        return {}
    rows = session.execute(select(User.uid, User.name).where(User.uid.in_(set(uids))))
    return {row.uid: row.name for row in rows}


def holders_at(session: Session, role: str, day: date) -> dict[str, UUID]:
    """One active user with this role per organisation, the first one added: whom a demo gives the work there."""
    query = (
        select(RoleGrant.organisation, User.uid)
        .join(User, User.uid == RoleGrant.user_uid)
        .where(RoleGrant.role == role, RoleGrant.organisation.is_not(None), User.is_active, in_force(day))
        .order_by(User.uid.desc())
    )
    return {organisation: uid for organisation, uid in session.execute(query) if organisation is not None}


def _managed(work: Work) -> ColumnElement[bool]:
    """Users with a role, now or before, where the actor manages users."""
    if work.actor.is_system:
        return true()
    reached = scope(work.actor, "users.write", RoleGrant.project, RoleGrant.organisation)
    return User.uid.in_(select(RoleGrant.user_uid).where(reached))


def managed_users(work: Work) -> list[User]:
    """The users whom the actor manages, by name."""
    return list(work.session.scalars(select(User).where(_managed(work)).order_by(User.name, User.uid)))


def managed_user(work: Work, uid: UUID) -> User:
    """One of the users whom the actor manages; NotFound otherwise."""
    fresh = select(User).where(User.uid == uid, _managed(work)).execution_options(populate_existing=True)
    user = work.session.scalar(fresh)
    if user is None:
        raise NotFound
    return user


def grants_of(work: Work, user_uids: Sequence[UUID]) -> dict[UUID, list[RoleGrant]]:
    """All roles of these users, newest first."""
    query = (
        select(RoleGrant)
        .where(RoleGrant.user_uid.in_(user_uids))
        .order_by(RoleGrant.valid_from.desc(), RoleGrant.uid.desc())
    )
    found: dict[UUID, list[RoleGrant]] = {uid: [] for uid in user_uids}
    for grant in work.session.scalars(query):
        found[grant.user_uid].append(grant)
    return found


def last_seen(work: Work, user_uids: Sequence[UUID]) -> dict[UUID, datetime]:
    """When each of these users was last seen, as far as sessions are still kept."""
    query = (
        select(UserSession.user_uid, func.max(UserSession.last_seen_at))
        .where(UserSession.user_uid.in_(user_uids))
        .group_by(UserSession.user_uid)
    )
    return dict(work.session.execute(query).all())

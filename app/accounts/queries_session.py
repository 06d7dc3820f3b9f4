"""Reading sessions: which are alive, whose they are, the one that a cookie's token names."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from app.access.work import Work
from app.accounts.models_session import UserSession, Via
from app.accounts.policy import sign_in_policy


@dataclass(frozen=True)
class OpenSession:
    """What a request knows of the session it came with."""

    uid: UUID
    user_uid: UUID
    data: dict[str, Any]
    created_at: datetime
    last_seen_at: datetime
    awaits_code: bool
    proved_at: datetime
    via: Via

    @property
    def is_by_provider(self) -> bool:
        """Whether somebody came through the sign-in provider."""
        return self.via is not Via.HERE

    def is_proved(self, now: datetime) -> bool:
        """Whether the colleague proved who they are a short while ago."""
        return now - self.proved_at < sign_in_policy().proof


def digest_of(token: str) -> bytes:
    """What the database keeps of a random token."""
    return sha256(token.encode()).digest()


def alive(now: datetime) -> ColumnElement[bool]:
    """Sessions that are not ended, not idle too long and not older than a working day."""
    policy = sign_in_policy()
    return and_(
        UserSession.ended_at.is_(None),
        UserSession.last_seen_at > now - policy.idle,
        UserSession.created_at > now - policy.absolute,
        or_(UserSession.awaits_code.is_(False), UserSession.created_at > now - policy.code),
    )


def find_session(session: Session, token: str, now: datetime) -> OpenSession | None:
    """The living session of a token."""
    return _session_of(session, token, alive(now))


def lapsed_session(session: Session, token: str, now: datetime) -> OpenSession | None:
    """The session of a token that ran out by itself a short while ago; it opens nothing any more."""
    kept_since = now - sign_in_policy().sessions_kept
    by_itself = and_(UserSession.ended_at.is_(None), UserSession.awaits_code.is_(False), ~alive(now))
    return _session_of(session, token, and_(by_itself, UserSession.created_at > kept_since))


def _session_of(session: Session, token: str, which: ColumnElement[bool]) -> OpenSession | None:
    columns = (
        UserSession.uid,
        UserSession.user_uid,
        UserSession.data,
        UserSession.created_at,
        UserSession.last_seen_at,
        UserSession.awaits_code,
        UserSession.proved_at,
        UserSession.via,
    )
    found = session.execute(select(*columns).where(UserSession.digest == digest_of(token), which)).one_or_none()
    return OpenSession(*found) if found else None


def open_sessions(work: Work, user_uid: UUID) -> list[UserSession]:
    """The living sessions of a user, the most recently used first."""
    query = (
        select(UserSession)
        .where(UserSession.user_uid == user_uid, UserSession.awaits_code.is_(False), alive(work.clock.now()))
        .order_by(UserSession.last_seen_at.desc())
    )
    return list(work.session.scalars(query))

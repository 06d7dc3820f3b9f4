"""Sessions in the database: begin, find, remember, end. The cookie itself is the web layer's affair."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Engine, delete, or_, update
from sqlalchemy.orm import Session

from app.access.work import Work
from app.accounts.models_session import UserSession, Via
from app.accounts.policy import sign_in_policy
from app.accounts.queries_session import OpenSession, digest_of
from app.core.db import attempt, transaction
from app.core.errors import NotFound

TOKEN_BYTES = 32


@dataclass(frozen=True)
class Begun:
    """A session just begun, with the token that only the browser keeps."""

    token: str
    session: OpenSession


def begin_session(
    work: Work,
    *,
    user_uid: UUID,
    replaces: UUID | None = None,
    awaits_code: bool = False,
    began_at: datetime | None = None,
    via: Via = Via.HERE,
) -> Begun:
    """Open a session under a new token; the one that the browser came with ends.

    With `began_at` it goes on with the time limit of the one before.
    """
    if replaces is not None:
        end_sessions(work, UserSession.uid == replaces)
    token, now = secrets.token_urlsafe(TOKEN_BYTES), work.clock.now()
    row = UserSession(
        digest=digest_of(token),
        user_uid=user_uid,
        data={"csrf_token": secrets.token_hex(20)},
        created_at=began_at or now,
        last_seen_at=now,
        awaits_code=awaits_code,
        proved_at=now,
        via=via,
    )
    work.session.add(row)
    _sweep(work.session, now)
    work.session.flush()
    opened = OpenSession(row.uid, user_uid, row.data, row.created_at, now, awaits_code, now, via)
    return Begun(token, opened)


def renew_proof(work: Work, *, session: OpenSession) -> Begun:
    """Go on under a new token after the colleague proved again who they are; the limit of the day stays."""
    work.trail.record("prove", "user", session.user_uid)
    uid, began_at = session.user_uid, session.created_at
    return begin_session(work, user_uid=uid, replaces=session.uid, began_at=began_at, via=session.via)


def end_own_session(work: Work, *, uid: UUID) -> None:
    """End one session of the actor."""
    if not end_sessions(work, UserSession.uid == uid, UserSession.user_uid == work.actor.user_uid):
        raise NotFound
    work.trail.record("end_session", "user", work.actor.user_uid)


def end_session(work: Work, *, uid: UUID) -> None:
    """Sign out: end the session that the request came with."""
    if end_sessions(work, UserSession.uid == uid):
        work.trail.record("sign_out", "user", work.actor.user_uid)


def end_sessions(work: Work, *which: ColumnElement[bool]) -> int:
    """End the sessions that answer to all these conditions; returns how many there were."""
    ended = update(UserSession).where(UserSession.ended_at.is_(None), *which).values(ended_at=work.clock.now())
    return len(work.session.scalars(ended.returning(UserSession.uid)).all())


def remember(session: Session, uid: UUID, data: dict[str, Any], now: datetime) -> None:
    """Keep what the web layer changed, in a short transaction of its own."""
    with transaction(session):
        session.execute(
            update(UserSession)
            .where(UserSession.uid == uid, UserSession.ended_at.is_(None))
            .values(data=data, last_seen_at=now)
        )


def touch(engine: Engine, uid: UUID, now: datetime) -> None:
    """Write down that the session was used; while somebody else is writing, the next request will."""
    attempt(
        engine,
        update(UserSession).where(UserSession.uid == uid, UserSession.ended_at.is_(None)).values(last_seen_at=now),
    )


def _sweep(session: Session, now: datetime) -> None:
    """Forget sessions that ended or ran out long ago."""
    limit = now - sign_in_policy().sessions_kept
    session.execute(
        delete(UserSession).where(
            UserSession.created_at < limit, or_(UserSession.ended_at.is_(None), UserSession.ended_at < limit)
        ),
        execution_options={"synchronize_session": False},
    )

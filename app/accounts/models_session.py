"""What signing in leaves behind: the open session, and the count of failed attempts."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Integer, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import TECHNICAL
from app.core.model import Base, Identified
from app.core.types import enum_by_value


class Via(StrEnum):
    """By what somebody signed in."""

    HERE = "password"
    PROVIDER = "provider"
    STRONG_PROVIDER = "strong_provider"
    """The provider asked a second step, so that none is asked here."""


class UserSession(Identified, Base):
    """A signed-in browser. The cookie holds a random token; only its digest is kept here."""

    __tablename__ = "user_session"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True, info=TECHNICAL)
    user_uid: Mapped[UUID] = mapped_column(ForeignKey("user_account.uid"), index=True, info=TECHNICAL)
    data: Mapped[dict[str, Any]] = mapped_column(JSON, info=TECHNICAL)
    """What the web layer remembers from page to page: form token and messages, nothing of a client."""
    created_at: Mapped[datetime] = mapped_column(index=True, info=TECHNICAL)
    last_seen_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    awaits_code: Mapped[bool] = mapped_column(default=False, info=TECHNICAL)
    """The password was right and the second step is still to come: nobody is signed in yet."""
    proved_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    """When the colleague last proved who they are."""
    via: Mapped[Via] = mapped_column(enum_by_value(Via), default=Via.HERE, info=TECHNICAL)
    ended_at: Mapped[datetime | None] = mapped_column(info=TECHNICAL)


class SignInAttempt(Base):
    """Failures in a row of one account or one network address, under a keyed digest."""

    __tablename__ = "sign_in_attempt"

    subject: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True, info=TECHNICAL)
    failures: Mapped[int] = mapped_column(Integer, info=TECHNICAL)
    last_at: Mapped[datetime] = mapped_column(index=True, info=TECHNICAL)

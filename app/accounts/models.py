"""The user and the roles a user was given."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import STAFF, TECHNICAL
from app.core.model import Base, Identified


class User(Identified, Base):
    """A colleague who may sign in."""

    __tablename__ = "user_account"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_in_lower_case"),)

    email: Mapped[str] = mapped_column(String(254), unique=True, info=STAFF)
    name: Mapped[str] = mapped_column(String(120), info=STAFF)
    is_active: Mapped[bool] = mapped_column(default=True, info=STAFF)
    password_hash: Mapped[str | None] = mapped_column(String(200), info=TECHNICAL)
    """argon2id, parameters and salt included; None until the user has chosen a password."""
    must_change: Mapped[bool] = mapped_column(default=False, info=TECHNICAL)
    """The password was given by somebody else: choose an own one before anything else."""
    invitation_digest: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True, info=TECHNICAL)
    """SHA-256 of the one-time link that is still open."""
    invitation_until: Mapped[datetime | None] = mapped_column(info=TECHNICAL)
    created_at: Mapped[datetime] = mapped_column(info=TECHNICAL)


class RoleGrant(Identified, Base):
    """A role that a user has, in one project or all, at one organisation or all, from a day until a day."""

    __tablename__ = "role_grant"
    __table_args__ = (CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name="dates_in_order"),)

    user_uid: Mapped[UUID] = mapped_column(ForeignKey("user_account.uid"), index=True, info=TECHNICAL)
    role: Mapped[str] = mapped_column(String(30), info=STAFF)
    project: Mapped[str | None] = mapped_column(String(20), info=STAFF)
    """None: every project."""
    organisation: Mapped[str | None] = mapped_column(String(20), info=STAFF)
    """Code of an organisation; None or W13: the whole region."""
    valid_from: Mapped[date] = mapped_column(info=STAFF)
    valid_until: Mapped[date | None] = mapped_column(info=STAFF)
    """The first day on which the role is no longer there, so that ending it today works today."""
    by_provider: Mapped[bool] = mapped_column(default=False, info=STAFF)
    """Follows from a right at the sign-in provider, and goes with it; nobody here gave it."""


class UserIdentity(Identified, Base):
    """Who a colleague is at the sign-in provider, as an administrator laid down."""

    __tablename__ = "user_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"), UniqueConstraint("user_uid", "issuer"))

    user_uid: Mapped[UUID] = mapped_column(ForeignKey("user_account.uid"), info=STAFF)
    issuer: Mapped[str] = mapped_column(String(255), info=TECHNICAL)
    subject: Mapped[str] = mapped_column(String(255), info=STAFF)
    """`sub`: what the provider calls this person for ever. Never a national number."""
    created_at: Mapped[datetime] = mapped_column(info=TECHNICAL)

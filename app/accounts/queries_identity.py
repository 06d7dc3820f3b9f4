"""Reading who is who at the sign-in provider."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User, UserIdentity


def user_by_identity(session: Session, issuer: str, subject: str) -> User | None:
    """The colleague whom an administrator linked to this identity."""
    query = (
        select(User)
        .join(UserIdentity, UserIdentity.user_uid == User.uid)
        .where(UserIdentity.issuer == issuer, UserIdentity.subject == subject)
        .execution_options(populate_existing=True)
    )
    return session.scalar(query)


def identity_of(session: Session, user_uid: UUID, issuer: str) -> UserIdentity | None:
    """Who a colleague is at this provider."""
    query = select(UserIdentity).where(UserIdentity.user_uid == user_uid, UserIdentity.issuer == issuer)
    return session.scalar(query.execution_options(populate_existing=True))

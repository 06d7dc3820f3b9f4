"""Reading the second step of a colleague."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models_factor import RecoveryCode, SecondFactor


def factor_of(session: Session, user_uid: UUID, *, confirmed: bool = True) -> SecondFactor | None:
    """The authenticator app of a user; one that was never confirmed only when asked for."""
    query = select(SecondFactor).where(SecondFactor.user_uid == user_uid).execution_options(populate_existing=True)
    if confirmed:
        query = query.where(SecondFactor.confirmed_at.is_not(None))
    return session.scalar(query)


def has_factor(session: Session, user_uid: UUID) -> bool:
    """Whether signing in asks this user a second step."""
    query = select(SecondFactor.uid).where(SecondFactor.user_uid == user_uid, SecondFactor.confirmed_at.is_not(None))
    return session.scalar(query) is not None


def codes_left(session: Session, user_uid: UUID) -> int:
    """How many recovery codes a user still has."""
    query = select(func.count()).select_from(RecoveryCode)
    return session.scalar(query.where(RecoveryCode.user_uid == user_uid, RecoveryCode.used_at.is_(None))) or 0

"""The second step of signing in: the sealed secret of an authenticator app, and the codes for when it is lost."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import SEALED, TECHNICAL
from app.core.model import Base, Identified
from app.crypto.sealed import TEXT, Sealed, SealedRow


class SecondFactor(SealedRow, Base):
    """The authenticator app of a colleague; the colleague's account is the keyholder."""

    __tablename__ = "second_factor"

    user_uid: Mapped[UUID] = mapped_column(ForeignKey("user_account.uid"), unique=True, info=TECHNICAL)
    secret_cell: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    confirmed_at: Mapped[datetime | None] = mapped_column(info=TECHNICAL)
    """When a first right code was typed; nothing is asked before."""
    last_step: Mapped[int] = mapped_column(BigInteger, default=0, info=TECHNICAL)
    """The step of the last code that was accepted: a code works once."""
    created_at: Mapped[datetime] = mapped_column(info=TECHNICAL)

    secret = Sealed("secret_cell", TEXT)

    @property
    def keyholder_uid(self) -> UUID:
        return self.user_uid


class RecoveryCode(Identified, Base):
    """A code of 120 random bits that replaces the app once; only its digest is kept."""

    __tablename__ = "recovery_code"

    user_uid: Mapped[UUID] = mapped_column(ForeignKey("user_account.uid"), index=True, info=TECHNICAL)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True, info=TECHNICAL)
    used_at: Mapped[datetime | None] = mapped_column(info=TECHNICAL)

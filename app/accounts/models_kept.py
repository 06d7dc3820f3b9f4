"""A form that was sent after its session ran out, sealed under the key of who sent it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import SEALED, TECHNICAL
from app.core.model import Base
from app.crypto.sealed import DATA, Sealed, SealedRow


class KeptForm(SealedRow, Base):
    """The last such form of a colleague: where it was going, and every field but passwords, codes and files."""

    __tablename__ = "kept_form"

    user_uid: Mapped[UUID] = mapped_column(ForeignKey("user_account.uid"), unique=True, info=TECHNICAL)
    saved_at: Mapped[datetime] = mapped_column(index=True, info=TECHNICAL)
    content_cell: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)

    content = Sealed("content_cell", DATA)
    """`{"path": …, "fields": [[name, text], …]}`."""

    @property
    def keyholder_uid(self) -> UUID:
        return self.user_uid

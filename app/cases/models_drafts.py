"""What a colleague typed and has not saved yet, sealed under the case's key."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import SEALED, TECHNICAL
from app.core.model import Base
from app.crypto.sealed import DATA, Sealed, SealedRow


class Draft(SealedRow, Base):
    """The fields of one form of one colleague, as they stood when they were last kept."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("user_uid", "form", "about_uid"),)

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    user_uid: Mapped[UUID] = mapped_column(info=TECHNICAL)
    form: Mapped[str] = mapped_column(String(20), info=TECHNICAL)
    about_uid: Mapped[UUID] = mapped_column(info=TECHNICAL)
    """The record that is being corrected; the case itself for something new."""
    saved_at: Mapped[datetime] = mapped_column(index=True, info=TECHNICAL)
    fields_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    """Nothing: destroyed with the key of the case."""

    fields = Sealed("fields_cell", DATA)

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid

"""What is written down in a case: contact moments and notes, their text sealed under the case's key."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, SEALED, TECHNICAL
from app.core.model import Base
from app.crypto.sealed import NOTE, Sealed, SealedRow


class ContactMoment(SealedRow, Base):
    """Somebody spoke with, visited or did something for the household on a day."""

    __tablename__ = "contact_moment"
    __table_args__ = (
        CheckConstraint("minutes IS NULL OR minutes > 0", name="minutes_positive"),
        Index("ix_contact_moment_case_uid_on", "case_uid", "on"),
    )

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), info=TECHNICAL)
    on: Mapped[date] = mapped_column(info=FACT)
    kind: Mapped[str] = mapped_column(String(30), info=FACT)
    channel: Mapped[str | None] = mapped_column(String(30), info=FACT)
    minutes: Mapped[int | None] = mapped_column(Integer, info=FACT)
    interpreter: Mapped[str | None] = mapped_column(String(10), info=FACT)
    """Language for which an interpreter was there (code list language)."""
    with_volunteer: Mapped[bool] = mapped_column(Boolean, default=False, info=FACT)
    """A volunteer was there as well."""
    actor: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    text_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    created_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    text = Sealed("text_cell", NOTE)

    __mapper_args__ = {"version_id_col": version}

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid


class Note(SealedRow, Base):
    """Free text about the case that is no contact moment."""

    __tablename__ = "note"

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    on: Mapped[date] = mapped_column(info=FACT)
    """The day on which it was written."""
    written_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    actor: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    text_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    """Nothing: destroyed with the key of the case."""
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    text = Sealed("text_cell", NOTE)

    __mapper_args__ = {"version_id_col": version}

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid

"""Letters: the texts that staff keep, and what was sent, sealed with its case."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, POLICY, SEALED, TECHNICAL
from app.core.model import Base, Identified
from app.crypto.sealed import DATA, Sealed, SealedRow


class LetterTemplate(Identified, Base):
    """One version of the text of a letter; a newer one leaves the older as it was."""

    __tablename__ = "letter_template"
    __table_args__ = (UniqueConstraint("kind", "version"),)

    kind: Mapped[str] = mapped_column(String(30), info=POLICY)
    version: Mapped[int] = mapped_column(Integer, info=POLICY)
    subject: Mapped[str] = mapped_column(String(160), info=POLICY)
    body: Mapped[str] = mapped_column(Text, info=POLICY)
    made_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    made_at: Mapped[datetime] = mapped_column(info=TECHNICAL)


class Letter(SealedRow, Base):
    """A letter as it was written: its words stay, whatever becomes of the text it was made from."""

    __tablename__ = "loan_letter"
    __table_args__ = (Index("ix_loan_letter_case_uid_written_on", "case_uid", "written_on"),)

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("loan_application.uid"), info=TECHNICAL)
    kind: Mapped[str] = mapped_column(String(30), info=FACT)
    template_version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)
    written_on: Mapped[date] = mapped_column(info=FACT)
    actor: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    content_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)

    content = Sealed("content_cell", DATA)
    """Subject, addressee and paragraphs."""

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid


class LoanAgeing(Base):
    """Where a loan stood at the end of a day on which the whole portfolio was gone through."""

    __tablename__ = "loan_ageing"
    __table_args__ = (CheckConstraint("balance_cents >= 0 AND arrears_cents >= 0", name="not_negative"),)

    on: Mapped[date] = mapped_column(primary_key=True, info=FACT)
    case_uid: Mapped[UUID] = mapped_column(ForeignKey("loan_application.uid"), primary_key=True, info=TECHNICAL)
    drawn_cents: Mapped[int] = mapped_column(Integer, info=FACT)
    balance_cents: Mapped[int] = mapped_column(Integer, info=FACT)
    arrears_cents: Mapped[int] = mapped_column(Integer, info=FACT)
    days_late: Mapped[int] = mapped_column(Integer, info=FACT)
    instalments_unpaid: Mapped[int] = mapped_column(Integer, info=FACT)
    age: Mapped[str] = mapped_column(String(20), info=FACT)
    """Class of days late."""

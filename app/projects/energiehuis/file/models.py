"""The file behind an application: the dwelling, borrowers, works, money coming in and going out, papers."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Integer, LargeBinary, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, SEALED, TECHNICAL
from app.core.model import Base, Identified
from app.crypto.sealed import AMOUNT, DATA, NOTE, TEXT, Sealed, SealedRow

APPLICATION: Final = "loan_application.uid"


class CreditFile(SealedRow, Base):
    """What an application rests on, beside the facts that are counted. One for each application made here."""

    __tablename__ = "credit_file"
    __table_args__ = (CheckConstraint("months_requested > 0", name="months_positive"),)

    case_uid: Mapped[UUID] = mapped_column(ForeignKey(APPLICATION), unique=True, info=TECHNICAL)
    months_requested: Mapped[int] = mapped_column(SmallInteger, info=FACT)
    target_group: Mapped[str | None] = mapped_column(String(40), info=FACT)
    """Code list loan_target_group."""
    situations: Mapped[list[str]] = mapped_column(JSON, default=list, info=FACT)
    """Code list loan_situation: what asks for papers of its own."""
    dwelling_kind: Mapped[str | None] = mapped_column(String(20), info=FACT)
    """house or apartment."""
    building_year: Mapped[int | None] = mapped_column(SmallInteger, info=FACT)
    epc_label: Mapped[str | None] = mapped_column(String(3), info=FACT)
    epc_on: Mapped[date | None] = mapped_column(info=FACT)
    income_category: Mapped[str | None] = mapped_column(String(40), info=FACT)
    """What the income rules of the day of application gave when the decision was taken."""
    income_writers: Mapped[list[str]] = mapped_column(JSON, default=list, info=TECHNICAL)
    """Uids of everybody who wrote down, changed or took away an income, a charge or who is dependent."""
    address_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    iban_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    household_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    """{"couple": 0 or 1, "dependants": number}"""
    assessed_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    assessment_year: Mapped[int | None] = mapped_column(SmallInteger, info=FACT)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    address = Sealed("address_cell", TEXT)
    iban = Sealed("iban_cell", TEXT)
    household = Sealed("household_cell", DATA)
    assessed = Sealed("assessed_cell", AMOUNT)
    """Joint taxable income of the latest assessment, in euro."""

    __mapper_args__ = {"version_id_col": version}

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid


class CreditBorrower(Identified, Base):
    """Somebody who signs the loan."""

    __tablename__ = "credit_borrower"
    __table_args__ = (UniqueConstraint("case_uid", "person_uid"),)

    case_uid: Mapped[UUID] = mapped_column(ForeignKey(APPLICATION), info=TECHNICAL)
    person_uid: Mapped[UUID] = mapped_column(ForeignKey("person.uid"), index=True, info=TECHNICAL)
    role: Mapped[str] = mapped_column(String(20), info=FACT)
    """borrower or co_borrower."""


class CreditQuote(SealedRow, Base):
    """A quote for one kind of work. One that was taken off stays, with the day."""

    __tablename__ = "credit_quote"
    __table_args__ = (CheckConstraint("amount_cents > 0", name="amount_positive"),)

    case_uid: Mapped[UUID] = mapped_column(ForeignKey(APPLICATION), index=True, info=TECHNICAL)
    work: Mapped[str] = mapped_column(String(40), info=FACT)
    """Key of loan_work."""
    amount_cents: Mapped[int] = mapped_column(Integer, info=FACT)
    by_contractor: Mapped[bool] = mapped_column(info=FACT)
    removed_on: Mapped[date | None] = mapped_column(info=FACT)
    description_cell: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    description = Sealed("description_cell", TEXT)
    """Who offers it, and the number of the quote."""

    __mapper_args__ = {"version_id_col": version}

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid


class CreditMoney(SealedRow, Base):
    """An income, a charge or a running credit, by the month. One that was taken off stays, with the day."""

    __tablename__ = "credit_money"

    case_uid: Mapped[UUID] = mapped_column(ForeignKey(APPLICATION), index=True, info=TECHNICAL)
    kind: Mapped[str] = mapped_column(String(40), info=FACT)
    """Code list loan_money; its attribute `side` says income, charge or credit."""
    entered_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    actor: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    removed_on: Mapped[date | None] = mapped_column(info=FACT)
    amount_cell: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    note_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    amount = Sealed("amount_cell", AMOUNT)
    """Euro a month."""
    note = Sealed("note_cell", NOTE)

    __mapper_args__ = {"version_id_col": version}

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid


class CreditDocument(Identified, Base):
    """A paper of the checklist: when it came in, and who looked at it. The paper itself is not kept here."""

    __tablename__ = "credit_document"
    __table_args__ = (
        UniqueConstraint("case_uid", "document"),
        CheckConstraint("checked_on IS NULL OR checked_on >= received_on", name="dates_in_order"),
    )

    case_uid: Mapped[UUID] = mapped_column(ForeignKey(APPLICATION), info=TECHNICAL)
    document: Mapped[str] = mapped_column(String(40), info=FACT)
    """Code list loan_document."""
    received_on: Mapped[date] = mapped_column(info=FACT)
    checked_on: Mapped[date | None] = mapped_column(info=FACT)
    checked_by: Mapped[UUID | None] = mapped_column(info=TECHNICAL)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}

"""The contract of a loan: terms that stay as they were, mandates to collect, invoices that are paid from it."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, LargeBinary, SmallInteger, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, SEALED, TECHNICAL
from app.core.model import Base, Identified
from app.core.types import Exact, enum_by_value
from app.crypto.sealed import NOTE, TEXT, Sealed, SealedRow
from app.projects.energiehuis.arithmetic.rates import Convention
from app.projects.energiehuis.products.rules import Repayment

_IN_FORCE = text("ended_on IS NULL")


class LoanTerms(SealedRow, Base):
    """What is agreed on a loan, frozen when its contract is sent; one for each case at most."""

    __tablename__ = "loan_terms"
    __table_args__ = (CheckConstraint("amount_cents > 0 AND months > 0", name="terms_positive"),)

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("loan_application.uid"), unique=True, info=TECHNICAL)
    amount_cents: Mapped[int] = mapped_column(Integer, info=FACT)
    """The most that is drawn; what is drawn in the end follows the invoices."""
    rate: Mapped[Decimal] = mapped_column(Exact, info=FACT)
    months: Mapped[int] = mapped_column(SmallInteger, info=FACT)
    repayment: Mapped[Repayment] = mapped_column(enum_by_value(Repayment), info=FACT)
    convention: Mapped[Convention] = mapped_column(enum_by_value(Convention), info=FACT)
    most_drawdowns: Mapped[int | None] = mapped_column(SmallInteger, info=FACT)
    most_months: Mapped[int | None] = mapped_column(SmallInteger, info=FACT)
    """Months after signing in which the last drawdown lies."""
    communication: Mapped[str] = mapped_column(String(12), unique=True, info=TECHNICAL)
    """Structured communication of everything that the borrower pays."""
    sent_on: Mapped[date] = mapped_column(info=FACT)
    received_on: Mapped[date | None] = mapped_column(info=FACT)
    """When the borrower had a copy of the contract in hand."""
    ckp_consulted_on: Mapped[date | None] = mapped_column(info=FACT)
    """The consultation of the credit register that counted at the signature."""
    first_due_on: Mapped[date | None] = mapped_column(info=FACT)
    drawing_ended_on: Mapped[date | None] = mapped_column(info=FACT)
    revoked_on: Mapped[date | None] = mapped_column(info=FACT)
    sent_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    early_reason_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    early_reason = Sealed("early_reason_cell", NOTE)
    """Why money leaves before the days of withdrawal are over."""

    __mapper_args__ = {"version_id_col": version}

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid


class LoanTermsWork(Base):
    """A kind of work that the contract pays, and the most of it."""

    __tablename__ = "loan_terms_work"

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("loan_application.uid"), primary_key=True, info=TECHNICAL)
    work: Mapped[str] = mapped_column(String(40), primary_key=True, info=FACT)
    most_cents: Mapped[int | None] = mapped_column(Integer, info=FACT)


class Mandate(SealedRow, Base):
    """Leave to collect instalments from an account."""

    __tablename__ = "loan_mandate"
    __table_args__ = (
        Index("uq_loan_mandate_in_force", "case_uid", unique=True, sqlite_where=_IN_FORCE, postgresql_where=_IN_FORCE),
    )

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("loan_application.uid"), info=TECHNICAL)
    reference: Mapped[str] = mapped_column(String(35), unique=True, info=TECHNICAL)
    signed_on: Mapped[date] = mapped_column(info=FACT)
    ended_on: Mapped[date | None] = mapped_column(info=FACT)
    entered_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    iban_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    holder_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)

    iban = Sealed("iban_cell", TEXT)
    holder = Sealed("holder_cell", TEXT)

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid


class Drawdown(SealedRow, Base):
    """An invoice that is to be paid from a loan; money left when an entry of the ledger says so."""

    __tablename__ = "loan_drawdown"
    __table_args__ = (CheckConstraint("amount_cents > 0", name="amount_positive"),)

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("loan_application.uid"), index=True, info=TECHNICAL)
    work: Mapped[str] = mapped_column(String(40), info=FACT)
    amount_cents: Mapped[int] = mapped_column(Integer, info=FACT)
    invoice_on: Mapped[date] = mapped_column(info=FACT)
    asked_on: Mapped[date] = mapped_column(info=FACT)
    withdrawn_on: Mapped[date | None] = mapped_column(info=FACT)
    """Will not be paid after all."""
    entered_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    payee_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    iban_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    invoice_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    payee = Sealed("payee_cell", TEXT)
    iban = Sealed("iban_cell", TEXT)
    invoice = Sealed("invoice_cell", TEXT)
    """Number of the invoice, which goes with the payment."""

    __mapper_args__ = {"version_id_col": version}

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid


class ContractEvent(Identified, Base):
    """Something in the life of a contract that is neither money nor a phase: a notice, a plan, a hold."""

    __tablename__ = "loan_event"
    __table_args__ = (Index("ix_loan_event_kind_on", "kind", "on"),)

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("loan_application.uid"), index=True, info=TECHNICAL)
    kind: Mapped[str] = mapped_column(String(30), info=FACT)
    on: Mapped[date] = mapped_column(info=FACT)
    amount_cents: Mapped[int | None] = mapped_column(Integer, info=FACT)
    until_on: Mapped[date | None] = mapped_column(info=FACT)
    actor: Mapped[str] = mapped_column(String(80), info=TECHNICAL)

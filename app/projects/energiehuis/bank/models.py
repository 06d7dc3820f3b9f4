"""Money at the bank: statements with their lines, and files with orders to collect or to pay."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, POLICY, TECHNICAL
from app.core.model import Base, Identified
from app.core.types import enum_by_value

_OPEN = text("standing = 'open'")
_VALID = text("withdrawn_on IS NULL")


class LineStanding(StrEnum):
    """What became of a line of a statement."""

    OPEN = "open"
    BOOKED = "geboekt"
    SET_ASIDE = "opzij"


class OrderKind(StrEnum):
    """Which way the money of an order goes."""

    COLLECT = "inning"
    PAY = "overschrijving"


class BankStatement(Identified, Base):
    """A statement that was read; the same one is never read twice."""

    __tablename__ = "bank_statement"
    __table_args__ = (UniqueConstraint("account", "number"),)

    account: Mapped[str] = mapped_column(String(34), info=POLICY)
    """Account of the association itself."""
    number: Mapped[str] = mapped_column(String(60), info=POLICY)
    closed_on: Mapped[date] = mapped_column(info=FACT)
    opening_cents: Mapped[int] = mapped_column(BigInteger, info=POLICY)
    closing_cents: Mapped[int] = mapped_column(BigInteger, info=POLICY)
    digest: Mapped[str] = mapped_column(String(64), index=True, info=TECHNICAL)
    imported_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    actor: Mapped[str] = mapped_column(String(80), info=TECHNICAL)


class BankLine(Identified, Base):
    """One movement. Who paid stays with the bank: the communication tells for which loan."""

    __tablename__ = "bank_line"
    __table_args__ = (
        UniqueConstraint("statement_uid", "place"),
        Index("ix_bank_line_open", "value_on", "uid", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    statement_uid: Mapped[UUID] = mapped_column(ForeignKey("bank_statement.uid"), info=TECHNICAL)
    place: Mapped[int] = mapped_column(Integer, info=TECHNICAL)
    value_on: Mapped[date] = mapped_column(info=FACT)
    amount_cents: Mapped[int] = mapped_column(Integer, info=FACT)
    communication: Mapped[str | None] = mapped_column(String(12), info=TECHNICAL)
    standing: Mapped[LineStanding] = mapped_column(enum_by_value(LineStanding), info=FACT)
    why: Mapped[str | None] = mapped_column(String(30), info=FACT)
    """Why it is open, or why it was set aside (code list bank_line_reason)."""
    case_uid: Mapped[UUID | None] = mapped_column(ForeignKey("loan_application.uid"), index=True, info=TECHNICAL)


class PaymentOrder(Identified, Base):
    """A file for the bank, made by one person and released by another."""

    __tablename__ = "payment_order"
    __table_args__ = (
        CheckConstraint("released_by IS NULL OR released_by <> made_by", name="four_eyes"),
        CheckConstraint("(released_by IS NULL) = (released_at IS NULL)", name="released_whole"),
    )

    kind: Mapped[OrderKind] = mapped_column(enum_by_value(OrderKind), info=FACT)
    reference: Mapped[str] = mapped_column(String(35), unique=True, info=TECHNICAL)
    execution_on: Mapped[date] = mapped_column(info=FACT)
    total_cents: Mapped[int] = mapped_column(BigInteger, info=FACT)
    lines: Mapped[int] = mapped_column(Integer, info=FACT)
    made_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    made_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    released_by: Mapped[str | None] = mapped_column(String(80), info=TECHNICAL)
    released_at: Mapped[datetime | None] = mapped_column(info=TECHNICAL)
    withdrawn_on: Mapped[date | None] = mapped_column(info=FACT)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}


class PaymentLine(Identified, Base):
    """One collection or payment of a file."""

    __tablename__ = "payment_line"
    __table_args__ = (
        CheckConstraint("amount_cents > 0", name="amount_positive"),
        CheckConstraint("(drawdown_uid IS NULL) = (due_on IS NOT NULL)", name="one_ground"),
        Index("uq_payment_line_due", "case_uid", "due_on", unique=True, sqlite_where=_VALID, postgresql_where=_VALID),
        Index("uq_payment_line_drawdown", "drawdown_uid", unique=True, sqlite_where=_VALID, postgresql_where=_VALID),
    )

    order_uid: Mapped[UUID] = mapped_column(ForeignKey("payment_order.uid"), index=True, info=TECHNICAL)
    case_uid: Mapped[UUID] = mapped_column(ForeignKey("loan_application.uid"), info=TECHNICAL)
    amount_cents: Mapped[int] = mapped_column(Integer, info=FACT)
    due_on: Mapped[date | None] = mapped_column(info=FACT)
    """The due date that is collected; each is collected once."""
    mandate_uid: Mapped[UUID | None] = mapped_column(ForeignKey("loan_mandate.uid"), info=TECHNICAL)
    drawdown_uid: Mapped[UUID | None] = mapped_column(ForeignKey("loan_drawdown.uid"), info=TECHNICAL)
    is_first: Mapped[bool] = mapped_column(info=FACT)
    """The first collection under its mandate."""
    withdrawn_on: Mapped[date | None] = mapped_column(info=FACT)

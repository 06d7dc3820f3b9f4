"""The ledger of a loan: entries that are added and never changed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, TECHNICAL
from app.core.model import Base, Identified
from app.core.types import enum_by_value
from app.projects.energiehuis.ledger.rules_position import Entry, EntryKind


class LoanEntry(Identified, Base):
    """One entry. The database refuses to change or remove it; a wrong one is undone by another that names it."""

    __tablename__ = "loan_entry"
    __table_args__ = (
        CheckConstraint("(kind = 'opeisbaar') = (amount_cents = 0) AND amount_cents >= 0", name="amount_fits"),
        CheckConstraint("(reverses_uid IS NULL) = (reason IS NULL)", name="reason_of_undoing"),
        Index("ix_loan_entry_case_uid_value_on", "case_uid", "value_on"),
        Index("ix_loan_entry_kind_value_on", "kind", "value_on"),
    )

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("loan_application.uid"), info=TECHNICAL)
    kind: Mapped[EntryKind] = mapped_column(enum_by_value(EntryKind), info=FACT)
    value_on: Mapped[date] = mapped_column(info=FACT)
    amount_cents: Mapped[int] = mapped_column(Integer, info=FACT)
    reverses_uid: Mapped[UUID | None] = mapped_column(ForeignKey("loan_entry.uid"), unique=True, info=TECHNICAL)
    reason: Mapped[str | None] = mapped_column(String(20), info=FACT)
    """Code list loan_undo_reason."""
    drawdown_uid: Mapped[UUID | None] = mapped_column(ForeignKey("loan_drawdown.uid"), index=True, info=TECHNICAL)
    line_uid: Mapped[UUID | None] = mapped_column(ForeignKey("bank_line.uid"), index=True, info=TECHNICAL)
    booked_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    actor: Mapped[str] = mapped_column(String(80), info=TECHNICAL)

    @property
    def plain(self) -> Entry:
        """What the rules read of it."""
        return Entry(self.uid, self.kind, self.value_on, self.amount_cents, self.reverses_uid)

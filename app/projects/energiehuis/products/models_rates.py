"""Rates that were entered on screen: proposed by one colleague, put into force by another."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import POLICY, TECHNICAL
from app.core.model import Base, Identified
from app.core.types import Exact

_WAITS = text("confirmed_by IS NULL AND rejected_by IS NULL")


class RateEntry(Identified, Base):
    """A yearly rate of a product from a day of application on, with where it was found."""

    __tablename__ = "rate_entry"
    __table_args__ = (
        CheckConstraint("rate >= 0", name="rate_not_negative"),
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> proposed_by", name="two_people"),
        Index(
            "uq_rate_entry_waiting",
            "product",
            "income_group",
            "applied_from",
            unique=True,
            sqlite_where=_WAITS,
            postgresql_where=_WAITS,
        ),
    )

    product: Mapped[str] = mapped_column(ForeignKey("loan_product.code"), info=POLICY)
    income_group: Mapped[str] = mapped_column(String(20), info=POLICY)
    applied_from: Mapped[date] = mapped_column(info=POLICY)
    rate: Mapped[Decimal] = mapped_column(Exact, info=POLICY)
    """Percent a year."""
    source: Mapped[str] = mapped_column(String(200), info=POLICY)
    proposed_by: Mapped[UUID] = mapped_column(info=TECHNICAL)
    proposed_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    confirmed_by: Mapped[UUID | None] = mapped_column(info=TECHNICAL)
    rejected_by: Mapped[UUID | None] = mapped_column(info=TECHNICAL)
    settled_at: Mapped[datetime | None] = mapped_column(info=TECHNICAL)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}

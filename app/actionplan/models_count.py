"""What is counted by hand: dated counts per indicator, place and series, and their corrections."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, TECHNICAL
from app.core.model import Base, Identified
from app.core.types import Exact


class Count(Identified, Base):
    """One count of one day: so many of an indicator, there, in that series. A count of nothing is 0."""

    __tablename__ = "count_entry"
    __table_args__ = (CheckConstraint("value >= 0", name="value_not_negative"),)

    ref: Mapped[str] = mapped_column(String(300), unique=True, info=FACT)
    """Action, indicator, day, place and series: what tells two counts apart."""
    indicator_uid: Mapped[UUID] = mapped_column(ForeignKey("indicator.uid"), index=True, info=TECHNICAL)
    node_uid: Mapped[UUID] = mapped_column(ForeignKey("plan_node.uid"), index=True, info=TECHNICAL)
    """The action that it was counted for."""
    on: Mapped[date] = mapped_column(index=True, info=FACT)
    value: Mapped[Decimal] = mapped_column(Exact, info=FACT)
    municipality: Mapped[str] = mapped_column(String(5), default="", info=FACT)
    """NIS5 code; empty when no municipality was given."""
    breakdown: Mapped[str] = mapped_column(String(120), default="", info=FACT)
    """`dimension=value;…`; empty without a series."""
    recorded_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    recorded_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    version: Mapped[int] = mapped_column(Integer, default=1, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}


class CountCorrection(Identified, Base):
    """A count that turned out wrong: what it was, what it became, why and through whom."""

    __tablename__ = "count_correction"

    count_uid: Mapped[UUID] = mapped_column(ForeignKey("count_entry.uid"), index=True, info=TECHNICAL)
    before: Mapped[Decimal] = mapped_column(Exact, info=FACT)
    after: Mapped[Decimal] = mapped_column(Exact, info=FACT)
    reason: Mapped[str] = mapped_column(Text, info=FACT)
    corrected_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    corrected_at: Mapped[datetime] = mapped_column(info=TECHNICAL)

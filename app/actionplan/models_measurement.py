"""The closing of years, and the figures that a closing froze with the records behind them."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, POLICY, TECHNICAL
from app.core.model import Base, Identified
from app.core.types import enum_by_value


class CloseStatus(StrEnum):
    """How far the closing of a year is."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    CLOSED = "closed"


_IS_OPEN = text("status = 'submitted'")


class YearClose(Identified, Base):
    """One closing of a year: submitted by one person, decided by another.

    The first closing of a year freezes every measure. A later one is a correction: a revision with its own reason,
    which holds only the figures that became different. The database refuses to change one that was decided.
    """

    __tablename__ = "year_close"
    __table_args__ = (
        CheckConstraint("decided_by IS NULL OR decided_by <> submitted_by", name="two_persons"),
        CheckConstraint("(status = 'submitted') = (decided_at IS NULL)", name="decided_when_over"),
        Index("uq_year_close_year_open", "year", unique=True, sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN),
    )

    year: Mapped[int] = mapped_column(Integer, index=True, info=POLICY)
    revision: Mapped[int] = mapped_column(Integer, info=POLICY)
    """1 for the closing itself, then one more for each correction."""
    status: Mapped[CloseStatus] = mapped_column(enum_by_value(CloseStatus), info=POLICY)
    note: Mapped[str] = mapped_column(Text, info=POLICY)
    """What the submitter said; of a correction: what was wrong."""
    submitted_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    submitted_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    reason: Mapped[str | None] = mapped_column(Text, info=POLICY)
    """Why it was closed, or returned."""
    decided_by: Mapped[str | None] = mapped_column(String(80), info=TECHNICAL)
    decided_at: Mapped[datetime | None] = mapped_column(info=TECHNICAL)
    hard_findings: Mapped[int | None] = mapped_column(Integer, info=FACT)
    """How many hard findings were open when it was closed."""
    despite: Mapped[str | None] = mapped_column(Text, info=POLICY)
    """Why it was closed although hard findings were open; printed in the report."""
    unapproved: Mapped[int | None] = mapped_column(Integer, info=FACT)
    """How many actions with figures were not approved when it was closed."""


class Measurement(Identified, Base):
    """One frozen figure: what a measure gave for a year, by which definition, over exactly which records.

    The database refuses every update and delete. What turns out wrong gets a next revision.
    """

    __tablename__ = "measurement"
    __table_args__ = (
        UniqueConstraint("measure_key", "year", "revision"),
        CheckConstraint("length(hash) = 64", name="hash_whole"),
    )

    close_uid: Mapped[UUID] = mapped_column(ForeignKey("year_close.uid"), index=True, info=TECHNICAL)
    measure_key: Mapped[str] = mapped_column(String(80), info=POLICY)
    year: Mapped[int] = mapped_column(Integer, index=True, info=POLICY)
    revision: Mapped[int] = mapped_column(Integer, info=POLICY)
    action: Mapped[str] = mapped_column(String(20), info=POLICY)
    label: Mapped[str] = mapped_column(String(200), info=POLICY)
    unit: Mapped[str] = mapped_column(String(40), info=POLICY)
    source: Mapped[str] = mapped_column(String(20), info=POLICY)
    definition: Mapped[str] = mapped_column(Text, info=POLICY)
    """The rule in words, as it was then."""
    definition_version: Mapped[int] = mapped_column(Integer, info=POLICY)
    value: Mapped[str | None] = mapped_column(String(40), info=FACT)
    """Plain decimal notation, all places; None when nothing could be said."""
    numerator: Mapped[int | None] = mapped_column(BigInteger, info=FACT)
    denominator: Mapped[int | None] = mapped_column(BigInteger, info=FACT)
    breakdown: Mapped[dict[str, Any]] = mapped_column(JSON, info=FACT)
    """Dimension -> group -> value in decimal notation."""
    records: Mapped[int] = mapped_column(Integer, info=FACT)
    """How many different records were counted."""
    hash: Mapped[str] = mapped_column(String(64), info=TECHNICAL)
    """SHA-256 over the figure and its records, as app/actionplan/frozen.py writes them."""
    computed_at: Mapped[datetime] = mapped_column(info=TECHNICAL)

    @property
    def number(self) -> int | Decimal | None:
        """The value as a number: whole where it was written so."""
        return as_number(self.value)

    @property
    def by(self) -> dict[str, dict[str, int | Decimal | None]]:
        """The breakdown as numbers."""
        return {
            dimension: {group: as_number(value) for group, value in groups.items()}
            for dimension, groups in self.breakdown.items()
        }


class MeasurementRecord(Base):
    """One record that a frozen figure counts, and how it counted; never changed, like its figure."""

    __tablename__ = "measurement_record"

    measurement_uid: Mapped[UUID] = mapped_column(ForeignKey("measurement.uid"), primary_key=True, info=TECHNICAL)
    ref: Mapped[str] = mapped_column(String(300), primary_key=True, info=FACT)
    counted: Mapped[str] = mapped_column(Text, info=FACT)
    """Weight and groups of each of its rows, in one notation: equal texts counted equally."""
    record_uid: Mapped[UUID | None] = mapped_column(info=TECHNICAL)
    """The case, or the count, that it is: by this the trail tells through whom it changed. No part of the hash."""


def as_number(written: str | None) -> int | Decimal | None:
    """A number from its plain notation: an int when it has no point."""
    if written is None:
        return None
    return Decimal(written) if "." in written else int(written)

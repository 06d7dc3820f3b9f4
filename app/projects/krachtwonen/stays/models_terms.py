"""How long a place is given: renewals, and which reminders of the end of a term went out."""

from datetime import date
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, TECHNICAL
from app.core.model import Base, Identified


class Renewal(Identified, Base):
    """A stay was promised for longer: by a renewal of policy, or beyond the term for a reason (BR05)."""

    __tablename__ = "kw_renewal"
    __table_args__ = (
        UniqueConstraint("stay_uid", "number"),
        CheckConstraint("NOT is_over_term OR reason IS NOT NULL", name="over_term_with_a_reason"),
    )

    stay_uid: Mapped[UUID] = mapped_column(ForeignKey("kw_stay.uid"), info=TECHNICAL)
    number: Mapped[int] = mapped_column(SmallInteger, info=FACT)
    decided_on: Mapped[date] = mapped_column(info=FACT)
    until: Mapped[date] = mapped_column(info=FACT)
    is_over_term: Mapped[bool] = mapped_column(Boolean, info=FACT)
    reason: Mapped[str | None] = mapped_column(String(40), info=FACT)
    """Code list kw_overrun."""
    decided_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)


class Reminder(Identified, Base):
    """The one who follows a stay was reminded that its term ends, so many days ahead."""

    __tablename__ = "kw_reminder"
    __table_args__ = (UniqueConstraint("stay_uid", "ends_on", "days"),)

    stay_uid: Mapped[UUID] = mapped_column(ForeignKey("kw_stay.uid"), info=TECHNICAL)
    ends_on: Mapped[date] = mapped_column(info=FACT)
    days: Mapped[int] = mapped_column(SmallInteger, info=FACT)
    task_uid: Mapped[UUID] = mapped_column(ForeignKey("task.uid"), info=TECHNICAL)

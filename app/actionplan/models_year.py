"""How a year goes to its closing: its terms, the state of each action, exceptions to the terms."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.actionplan.kinds import ActionStatus
from app.core.classification import POLICY, TECHNICAL
from app.core.model import Base, Identified
from app.core.types import enum_by_value


class YearTerm(Base):
    """From a year on: the days in the year that follows after which nothing is new, nothing changes, all is handed in.

    Days are written as month-day (`01-31`), since the same ones come back every year.
    """

    __tablename__ = "year_term"

    from_year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False, info=POLICY)
    no_new_after: Mapped[str] = mapped_column(String(5), info=POLICY)
    no_edit_after: Mapped[str] = mapped_column(String(5), info=POLICY)
    deadline: Mapped[str] = mapped_column(String(5), info=POLICY)
    confirmed: Mapped[bool] = mapped_column(Boolean, info=POLICY)
    source: Mapped[str] = mapped_column(String(200), info=POLICY)


class ActionStep(Identified, Base):
    """One step of an action on its way to approval. The last one is its state; without any it is a draft."""

    __tablename__ = "action_step"
    __table_args__ = (
        UniqueConstraint("node_uid", "year", "number"),
        CheckConstraint("status <> 'draft'", name="draft_has_no_step"),
    )

    node_uid: Mapped[UUID] = mapped_column(ForeignKey("plan_node.uid"), info=TECHNICAL)
    year: Mapped[int] = mapped_column(Integer, index=True, info=POLICY)
    number: Mapped[int] = mapped_column(Integer, info=TECHNICAL)
    status: Mapped[ActionStatus] = mapped_column(enum_by_value(ActionStatus), info=POLICY)
    note: Mapped[str] = mapped_column(Text, info=POLICY)
    by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    at: Mapped[datetime] = mapped_column(info=TECHNICAL)


class YearException(Identified, Base):
    """One action of a year may still be written until a day, with the reason and who allowed it."""

    __tablename__ = "year_exception"

    node_uid: Mapped[UUID] = mapped_column(ForeignKey("plan_node.uid"), info=TECHNICAL)
    year: Mapped[int] = mapped_column(Integer, index=True, info=POLICY)
    until: Mapped[date] = mapped_column(info=POLICY)
    reason: Mapped[str] = mapped_column(Text, info=POLICY)
    granted_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    granted_at: Mapped[datetime] = mapped_column(info=TECHNICAL)


class QualityConfirmation(Identified, Base):
    """Somebody looked at a soft finding of a case and says that it is right as it stands."""

    __tablename__ = "quality_confirmation"
    __table_args__ = (UniqueConstraint("rule", "case_uid"),)

    rule: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    confirmed_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    confirmed_at: Mapped[datetime] = mapped_column(info=TECHNICAL)

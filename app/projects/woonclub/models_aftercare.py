"""After the search and beside it: looking up again, pauses, silence decided on, closings and their signature."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, TECHNICAL
from app.core.model import Base, Identified

_TO_DO = text("done_on IS NULL")
_UNSIGNED = text("signed_on IS NULL")


class FollowUp(Identified, Base):
    """A household that found a home is looked up again, so many months after it moved."""

    __tablename__ = "woonclub_followup"
    __table_args__ = (
        UniqueConstraint("case_uid", "subproject", "months"),
        CheckConstraint("(done_on IS NULL) = (result IS NULL)", name="result_has_a_day"),
        Index("ix_woonclub_followup_todo", "due_on", sqlite_where=_TO_DO, postgresql_where=_TO_DO),
    )

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), info=TECHNICAL)
    subproject: Mapped[str] = mapped_column(String(20), info=FACT)
    months: Mapped[int] = mapped_column(Integer, info=FACT)
    due_on: Mapped[date] = mapped_column(info=FACT)
    done_on: Mapped[date | None] = mapped_column(info=FACT)
    result: Mapped[str | None] = mapped_column(String(20), info=FACT)
    """Code list followup_result."""
    task_uid: Mapped[UUID | None] = mapped_column(ForeignKey("task.uid"), info=TECHNICAL)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}


class Pause(Identified, Base):
    """A search rests from a day on, until somebody takes it up again."""

    __tablename__ = "woonclub_pause"
    __table_args__ = (CheckConstraint("ended_on IS NULL OR ended_on >= since", name="dates_in_order"),)

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    since: Mapped[date] = mapped_column(info=FACT)
    reason: Mapped[str] = mapped_column(String(20), info=FACT)
    """Code list pause_reason."""
    review_on: Mapped[date | None] = mapped_column(info=FACT)
    """Day on which somebody asks whether it goes on."""
    ended_on: Mapped[date | None] = mapped_column(info=FACT)


class SilenceDecision(Identified, Base):
    """What a colleague decided on a search without contact: the proposal followed, or put aside for a while."""

    __tablename__ = "woonclub_silence"

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    step: Mapped[str] = mapped_column(String(10), info=FACT)
    """sleeping or lost."""
    decided_on: Mapped[date] = mapped_column(info=FACT)
    is_confirmed: Mapped[bool] = mapped_column(info=FACT)
    actor: Mapped[str] = mapped_column(String(80), info=TECHNICAL)


class Closing(Identified, Base):
    """A case was closed: where the household went, and who, other than who closed it, read it over."""

    __tablename__ = "woonclub_closing"
    __table_args__ = (
        CheckConstraint("(signed_on IS NULL) = (signer IS NULL)", name="signature_has_a_day"),
        CheckConstraint("signer IS NULL OR signer <> actor", name="signed_by_somebody_else"),
        Index("ix_woonclub_closing_unsigned", "closed_on", sqlite_where=_UNSIGNED, postgresql_where=_UNSIGNED),
    )

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    closed_on: Mapped[date] = mapped_column(info=FACT)
    reason: Mapped[str] = mapped_column(String(30), info=FACT)
    destination: Mapped[str | None] = mapped_column(String(40), info=FACT)
    """Code list exit_destination; empty when the case was closed without asking."""
    actor: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    signed_on: Mapped[date | None] = mapped_column(info=FACT)
    signer: Mapped[str | None] = mapped_column(String(80), info=TECHNICAL)

"""Who is away, and cases on their way to somebody else."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.cases.rules_team import HandOverState
from app.core.classification import FACT, SEALED, STAFF, TECHNICAL
from app.core.model import Base, Identified
from app.core.types import enum_by_value
from app.crypto.sealed import NOTE, Sealed, SealedRow

_OPEN = text("state = 'asked'")


class Absence(Identified, Base):
    """A colleague is away from a day to (and with) a day."""

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint("until >= since", name="dates_in_order"),
        Index("ix_absence_user", "user_uid", "until"),
    )

    user_uid: Mapped[UUID] = mapped_column(ForeignKey("user_account.uid"), info=STAFF)
    since: Mapped[date] = mapped_column(info=STAFF)
    until: Mapped[date] = mapped_column(info=STAFF)
    """The last day away."""
    deputy_uid: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.uid"), info=STAFF)
    """Who looks after their cases meanwhile."""


class HandOver(SealedRow, Base):
    """A case was offered to a colleague elsewhere; until they accept, nothing changes (BR11)."""

    __tablename__ = "hand_over"
    __table_args__ = (
        Index("uq_hand_over_open", "case_uid", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        CheckConstraint("(state = 'asked') = (answered_at IS NULL)", name="answer_has_a_moment"),
    )

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    organisation: Mapped[str] = mapped_column(String(20), info=FACT)
    """Of whom it is offered to; responsible from the day they accept."""
    to_uid: Mapped[UUID] = mapped_column(ForeignKey("user_account.uid"), index=True, info=TECHNICAL)
    state: Mapped[HandOverState] = mapped_column(enum_by_value(HandOverState), info=FACT)
    asked_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    answered_at: Mapped[datetime | None] = mapped_column(info=TECHNICAL)
    why_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    answer_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    actor: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    why = Sealed("why_cell", NOTE)
    answer = Sealed("answer_cell", NOTE)

    __mapper_args__ = {"version_id_col": version}

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid


class Passage(Identified, Base):
    """A case went from one organisation to another: who sent it reads that on its page, and nothing more."""

    __tablename__ = "case_passage"

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    sender: Mapped[str] = mapped_column(String(20), info=FACT)
    receiver: Mapped[str] = mapped_column(String(20), info=FACT)
    on: Mapped[date] = mapped_column(info=FACT)

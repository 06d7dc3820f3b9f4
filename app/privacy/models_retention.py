"""How long a file is kept, and the lists of files whose term is over."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, POLICY, TECHNICAL
from app.core.model import Base, Identified


class RetentionTerm(Base):
    """How many months after its end a case of a project is kept, from a day on."""

    __tablename__ = "retention_term"
    __table_args__ = (CheckConstraint("months > 0", name="months_positive"),)

    project: Mapped[str] = mapped_column(String(20), primary_key=True, info=POLICY)
    valid_from: Mapped[date] = mapped_column(primary_key=True, info=POLICY)
    valid_to: Mapped[date | None] = mapped_column(info=POLICY)
    """First day on which the term no longer holds."""
    months: Mapped[int] = mapped_column(Integer, info=POLICY)
    confirmed: Mapped[bool] = mapped_column(info=POLICY)
    """Whether the association confirmed it: nothing is destroyed under a term that nobody confirmed."""
    source: Mapped[str] = mapped_column(String(200), info=POLICY)


class RetentionProposal(Identified, Base):
    """A list of cases whose term is over, waiting for a second person."""

    __tablename__ = "retention_proposal"

    number: Mapped[int] = mapped_column(Integer, unique=True, info=TECHNICAL)
    made_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    made_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    carried_out_at: Mapped[datetime | None] = mapped_column(info=TECHNICAL)
    carried_out_by: Mapped[str | None] = mapped_column(String(80), info=TECHNICAL)
    certificate: Mapped[int | None] = mapped_column(ForeignKey("erasure_certificate.number"), info=TECHNICAL)
    """Nothing when, on the day itself, no case could go any more."""


class RetentionItem(Base):
    """One case on such a list."""

    __tablename__ = "retention_item"

    proposal_uid: Mapped[UUID] = mapped_column(ForeignKey("retention_proposal.uid"), primary_key=True, info=TECHNICAL)
    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), primary_key=True, index=True, info=TECHNICAL)
    due_on: Mapped[date] = mapped_column(info=FACT)
    """The first day on which nothing keeps it any more."""


class RetentionHold(Base):
    """Why a case is kept although its term is over; as long as the row is there, nothing of it is destroyed."""

    __tablename__ = "retention_hold"

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), primary_key=True, info=TECHNICAL)
    reason: Mapped[str] = mapped_column(String(30), info=FACT)
    held_by: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    held_at: Mapped[datetime] = mapped_column(info=TECHNICAL)

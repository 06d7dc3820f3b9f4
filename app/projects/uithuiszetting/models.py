"""What the desk for threatened evictions keeps beside the case: the report, its stages, its dispatches."""

from datetime import date
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Integer, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, SEALED, TECHNICAL
from app.core.model import Base, Identified
from app.crypto.sealed import TEXT, Sealed, SealedRow

_UNANSWERED = text("answered_on IS NULL")


class Report(SealedRow, Base):
    """One report of a threatened eviction: one for each case, dated by the day on which the case was opened."""

    __tablename__ = "eviction_report"

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), unique=True, info=TECHNICAL)
    dwelling_ref: Mapped[str] = mapped_column(String(80), index=True, info=TECHNICAL)
    """The same text for the same dwelling; says nothing of where that is."""
    reporter: Mapped[str | None] = mapped_column(String(30), info=FACT)
    """Who told (code list eviction_reporter); a register does not say."""
    problems: Mapped[list[str]] = mapped_column(JSON, default=list, info=FACT)
    """Code list eviction_problem."""
    objects_since: Mapped[date | None] = mapped_column(info=FACT)
    """Since when the tenant does not want the report to be shared; NULL: no objection stands."""
    address_cell: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    address = Sealed("address_cell", TEXT)

    __mapper_args__ = {"version_id_col": version}

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid


class StageEvent(Identified, Base):
    """Something happened on the way to an eviction, or away from it, on a day."""

    __tablename__ = "eviction_stage"
    __table_args__ = (CheckConstraint('planned_on IS NULL OR planned_on >= "on"', name="planned_after"),)

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    stage: Mapped[str] = mapped_column(String(30), info=FACT)
    """Code list eviction_stage."""
    on: Mapped[date] = mapped_column(info=FACT)
    planned_on: Mapped[date | None] = mapped_column(info=FACT)
    """The day that was announced: of the hearing, or of the eviction itself."""
    accepted: Mapped[bool | None] = mapped_column(info=FACT)
    """Whether help that was offered is taken; NULL: not known, or not asked."""
    actor: Mapped[str] = mapped_column(String(80), info=TECHNICAL)


class Dispatch(Identified, Base):
    """The report was passed on to a service, and what that service answered."""

    __tablename__ = "eviction_dispatch"
    __table_args__ = (
        CheckConstraint("answered_on IS NULL OR answered_on >= sent_on", name="dates_in_order"),
        CheckConstraint("(answered_on IS NULL) = (answer IS NULL)", name="answer_has_a_day"),
        Index(
            "uq_eviction_dispatch_unanswered",
            "case_uid",
            unique=True,
            sqlite_where=_UNANSWERED,
            postgresql_where=_UNANSWERED,
        ),
        Index("ix_eviction_dispatch_organisation", "organisation"),
    )

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    sent_on: Mapped[date] = mapped_column(info=FACT)
    destination: Mapped[str | None] = mapped_column(String(30), info=FACT)
    """Kind of service (code list eviction_destination); a register may leave it open."""
    organisation: Mapped[str | None] = mapped_column(String(20), info=FACT)
    """Code of the organisation that is asked, where that is one of the region."""
    answer: Mapped[str | None] = mapped_column(String(20), info=FACT)
    """accepted, declined, or withdrawn by the desk itself."""
    answered_on: Mapped[date | None] = mapped_column(info=FACT)
    decline_reason: Mapped[str | None] = mapped_column(String(30), info=FACT)
    """Code list eviction_decline_reason."""
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}

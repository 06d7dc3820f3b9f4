"""Rights of a household: the exploration, every right with its days, and the files of three of them."""

from datetime import date
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, TECHNICAL
from app.core.model import Base, Identified
from app.core.types import enum_by_value
from app.projects.woonclub.rules_rights import Phase, RightState

_UNDECIDED = text("decided_on IS NULL")
_RUNNING = text("ended_on IS NULL")


class RightsScan(Identified, Base):
    """The rights of a household were gone through, all of them, on a day."""

    __tablename__ = "woonclub_rights_scan"

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    completed_on: Mapped[date] = mapped_column(index=True, info=FACT)
    items: Mapped[int] = mapped_column(Integer, info=FACT)
    """How many rights the checklist had that day."""


class Right(Identified, Base):
    """One right of one household: where it stands now. How it got there is in the events."""

    __tablename__ = "woonclub_right"
    __table_args__ = (
        UniqueConstraint("case_uid", "item"),
        CheckConstraint("yearly_cents IS NULL OR yearly_cents >= 0", name="value_not_negative"),
    )

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), info=TECHNICAL)
    item: Mapped[str] = mapped_column(String(40), info=FACT)
    """Code list right_item."""
    state: Mapped[RightState] = mapped_column(enum_by_value(RightState), info=FACT)
    since: Mapped[date] = mapped_column(info=FACT)
    refusal_reason: Mapped[str | None] = mapped_column(String(30), info=FACT)
    """Code list right_refusal."""
    next_check_on: Mapped[date | None] = mapped_column(index=True, info=FACT)
    yearly_cents: Mapped[int | None] = mapped_column(Integer, info=FACT)
    """What it is worth in a year, estimated."""
    yearly_row: Mapped[str | None] = mapped_column(String(80), info=TECHNICAL)
    """The policy row of that estimate; empty when a colleague estimated it."""
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}


class RightEvent(Identified, Base):
    """A right of a household came to stand somewhere on a day: what is counted."""

    __tablename__ = "woonclub_right_event"
    __table_args__ = (UniqueConstraint("case_uid", "item", "on"),)

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), info=TECHNICAL)
    item: Mapped[str] = mapped_column(String(40), info=FACT)
    state: Mapped[RightState] = mapped_column(enum_by_value(RightState), info=FACT)
    on: Mapped[date] = mapped_column(index=True, info=FACT)
    actor: Mapped[str] = mapped_column(String(80), info=TECHNICAL)


class GuaranteeLoan(Identified, Base):
    """The file of a rent-guarantee loan: papers, submission, decision. One runs at a time."""

    __tablename__ = "woonclub_guarantee_loan"
    __table_args__ = (
        Index(
            "uq_woonclub_guarantee_loan_running",
            "case_uid",
            unique=True,
            sqlite_where=_UNDECIDED,
            postgresql_where=_UNDECIDED,
        ),
        CheckConstraint("submitted_on IS NULL OR submitted_on >= opened_on", name="submitted_after_opened"),
        CheckConstraint(
            "decided_on IS NULL OR submitted_on IS NULL OR decided_on >= submitted_on", name="decided_after_submitted"
        ),
        CheckConstraint("(decided_on IS NULL) = (decision IS NULL)", name="decision_has_a_day"),
        CheckConstraint("decision <> 'granted' OR granted_cents IS NOT NULL", name="granted_has_an_amount"),
    )

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    opened_on: Mapped[date] = mapped_column(info=FACT)
    asked_cents: Mapped[int] = mapped_column(Integer, info=FACT)
    dependants: Mapped[int] = mapped_column(Integer, info=FACT)
    lease_signed_on: Mapped[date | None] = mapped_column(info=FACT)
    """Empty: asked in principle, before there is a lease."""
    papers: Mapped[list[str]] = mapped_column(JSON, default=list, info=FACT)
    """What is there already (code list hwl_document)."""
    submitted_on: Mapped[date | None] = mapped_column(index=True, info=FACT)
    decision: Mapped[str | None] = mapped_column(String(10), info=FACT)
    """granted, refused or withdrawn."""
    decided_on: Mapped[date | None] = mapped_column(index=True, info=FACT)
    granted_cents: Mapped[int | None] = mapped_column(Integer, info=FACT)
    figure_row: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    """The policy row of the highest amount that it was held to."""
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}


class SocialRegistration(Identified, Base):
    """A household stands on the list of a housing company, and renews that every year."""

    __tablename__ = "woonclub_social_registration"
    __table_args__ = (
        Index(
            "uq_woonclub_social_registration_running",
            "case_uid",
            "company",
            unique=True,
            sqlite_where=_RUNNING,
            postgresql_where=_RUNNING,
        ),
        CheckConstraint("renewed_on IS NULL OR renewed_on >= registered_on", name="renewed_after_registered"),
    )

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    company: Mapped[str] = mapped_column(String(30), info=FACT)
    """Code list housing_company."""
    registered_on: Mapped[date] = mapped_column(index=True, info=FACT)
    renewed_on: Mapped[date | None] = mapped_column(info=FACT)
    renew_by: Mapped[date] = mapped_column(info=FACT)
    """Day by which the registration has to be renewed."""
    ended_on: Mapped[date | None] = mapped_column(info=FACT)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}


class AcceleratedApplication(Identified, Base):
    """An application for accelerated allocation by a housing company. One runs at a time with each."""

    __tablename__ = "woonclub_accelerated"
    __table_args__ = (
        Index(
            "uq_woonclub_accelerated_running",
            "case_uid",
            "company",
            unique=True,
            sqlite_where=_RUNNING,
            postgresql_where=_RUNNING,
        ),
        CheckConstraint("ended_on IS NULL OR ended_on >= prepared_on", name="dates_in_order"),
    )

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    company: Mapped[str] = mapped_column(String(30), info=FACT)
    target_group: Mapped[str] = mapped_column(String(40), info=FACT)
    """Code list accelerated_group, as in force on the day of preparation."""
    prepared_on: Mapped[date] = mapped_column(info=FACT)
    phase: Mapped[Phase] = mapped_column(enum_by_value(Phase), info=FACT)
    submitted_on: Mapped[date | None] = mapped_column(index=True, info=FACT)
    ended_on: Mapped[date | None] = mapped_column(index=True, info=FACT)
    """Day on which a home was allocated, or the application refused or withdrawn."""
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}


class AcceleratedStep(Identified, Base):
    """An application for accelerated allocation reached a phase on a day."""

    __tablename__ = "woonclub_accelerated_step"

    parent_uid: Mapped[UUID] = mapped_column(ForeignKey("woonclub_accelerated.uid"), index=True, info=TECHNICAL)
    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    phase: Mapped[Phase] = mapped_column(enum_by_value(Phase), info=FACT)
    on: Mapped[date] = mapped_column(info=FACT)
    actor: Mapped[str] = mapped_column(String(80), info=TECHNICAL)

"""What Woonclub keeps beside the case: the registration, the outcome of the search, and trajectories."""

from datetime import date
from uuid import UUID

from sqlalchemy import JSON, Boolean, CheckConstraint, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, TECHNICAL
from app.core.model import Base, Identified


class Registration(Identified, Base):
    """How a household stood on the day it registered. One for each Woonclub case, under the case's own uid."""

    __tablename__ = "woonclub_registration"

    uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), primary_key=True, sort_order=-100, info=TECHNICAL)
    situation: Mapped[str] = mapped_column(String(40), info=FACT)
    """Where the household slept the night before (code list housing_situation)."""
    main_reason: Mapped[str] = mapped_column(String(40), info=FACT)
    """Why it looks for another home: exactly one (code list search_reason)."""
    secondary_reasons: Mapped[list[str]] = mapped_column(JSON, default=list, info=FACT)
    threat_of_eviction: Mapped[bool] = mapped_column(Boolean, default=False, info=FACT)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}


class Outcome(Identified, Base):
    """How the search ended. One for each case at most, under the case's own uid: the first success counts."""

    __tablename__ = "woonclub_outcome"
    __table_args__ = (
        CheckConstraint("NOT counts_as_found OR found_on IS NOT NULL", name="found_has_a_day"),
        CheckConstraint("rent_cents IS NULL OR rent_cents >= 0", name="rent_not_negative"),
    )

    uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), primary_key=True, sort_order=-100, info=TECHNICAL)
    outcome: Mapped[str] = mapped_column(String(40), info=FACT)
    """Code list search_outcome."""
    counts_as_found: Mapped[bool] = mapped_column(Boolean, info=FACT)
    """What the code list said of this outcome when it was recorded, if there is a day: a home was found."""
    found_on: Mapped[date | None] = mapped_column(index=True, info=FACT)
    """Day the lease was signed or the allocation accepted; without those the day of moving in."""
    lease_start: Mapped[date | None] = mapped_column(info=FACT)
    move_in: Mapped[date | None] = mapped_column(info=FACT)
    rent_cents: Mapped[int | None] = mapped_column(Integer, info=FACT)
    """Monthly rent without charges."""
    found_by: Mapped[str | None] = mapped_column(String(40), info=FACT)
    """Who found it (code list found_by)."""
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}


class Trajectory(Identified, Base):
    """Guidance of a household from a day to (and with) a day, in Woonclub itself or a subproject of it."""

    __tablename__ = "woonclub_trajectory"
    __table_args__ = (
        CheckConstraint("ended_on IS NULL OR ended_on >= started_on", name="dates_in_order"),
        Index("ix_woonclub_trajectory_started_on", "started_on"),
    )

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    subproject: Mapped[str] = mapped_column(String(20), info=FACT)
    """Code list woonclub_subproject."""
    started_on: Mapped[date] = mapped_column(info=FACT)
    ended_on: Mapped[date | None] = mapped_column(info=FACT)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}

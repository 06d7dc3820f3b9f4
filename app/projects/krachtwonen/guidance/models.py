"""Guidance by the dedicated team: trajectories, how many people a team has, what a household wants to reach."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, SEALED, TECHNICAL
from app.core.model import Base, Identified
from app.core.types import Exact, enum_by_value
from app.crypto.sealed import TEXT, Sealed, SealedRow
from app.projects.krachtwonen.kinds import GoalState, Origin


class Capacity(Identified, Base):
    """A partner organisation puts so many full-time equivalents in the team, from a day to (not with) a day."""

    __tablename__ = "kw_capacity"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="dates_in_order"),
        CheckConstraint("fte > 0", name="somebody"),
        UniqueConstraint("team", "valid_from"),
    )

    team: Mapped[str] = mapped_column(String(80), info=FACT)
    """Code list kw_team."""
    fte: Mapped[Decimal] = mapped_column(Exact, info=FACT)
    valid_from: Mapped[date] = mapped_column(info=FACT)
    valid_to: Mapped[date | None] = mapped_column(info=FACT)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}


class Goal(SealedRow, Base):
    """Something that a household wants to reach with its guidance."""

    __tablename__ = "kw_goal"
    __table_args__ = (CheckConstraint("(state = 'open') = (ended_on IS NULL)", name="ended_on_a_day"),)

    guidance_uid: Mapped[UUID] = mapped_column(ForeignKey("kw_guidance.uid"), index=True, info=TECHNICAL)
    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    domain: Mapped[str] = mapped_column(String(40), info=FACT)
    """Code list kw_goal_domain."""
    what_cell: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    set_on: Mapped[date] = mapped_column(info=FACT)
    state: Mapped[GoalState] = mapped_column(enum_by_value(GoalState), info=FACT)
    ended_on: Mapped[date | None] = mapped_column(info=FACT)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    what = Sealed("what_cell", TEXT)

    __mapper_args__ = {"version_id_col": version}

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid


class GuidanceTrajectory(Identified, Base):
    """Guidance by the dedicated team from a day to (and with) a day."""

    __tablename__ = "kw_guidance"
    __table_args__ = (
        CheckConstraint("ended_on IS NULL OR ended_on >= started_on", name="dates_in_order"),
        Index("ix_kw_guidance_started_on", "started_on"),
    )

    ref: Mapped[str] = mapped_column(String(80), unique=True, info=TECHNICAL)
    case_uid: Mapped[UUID | None] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    person_uid: Mapped[UUID | None] = mapped_column(ForeignKey("person.uid"), index=True, info=TECHNICAL)
    started_on: Mapped[date] = mapped_column(info=FACT)
    ended_on: Mapped[date | None] = mapped_column(info=FACT)
    origin: Mapped[Origin] = mapped_column(enum_by_value(Origin), info=FACT)
    team: Mapped[str | None] = mapped_column(String(80), info=FACT)
    """Code list kw_team, or the words of the register it came from."""
    worker_uid: Mapped[UUID | None] = mapped_column(info=TECHNICAL)
    """The colleague who guides."""
    aftercare_from: Mapped[date | None] = mapped_column(info=FACT)
    """From this day on it is aftercare; it goes on counting as the same trajectory."""
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}

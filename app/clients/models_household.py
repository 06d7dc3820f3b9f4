"""The household: who lives with whom from when to when, and the picture frozen at each registration."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.clients.kinds import HouseholdType, MemberRole
from app.core.classification import FACT, TECHNICAL
from app.core.model import Base, Identified
from app.core.types import enum_by_value


class Household(Identified, Base):
    """People who live, or want to live, together."""

    __tablename__ = "household"

    split_from_uid: Mapped[UUID | None] = mapped_column(ForeignKey("household.uid"), info=TECHNICAL)
    created_at: Mapped[datetime] = mapped_column(info=TECHNICAL)


class Membership(Identified, Base):
    """One person in one household, from a day to (not including) a day."""

    __tablename__ = "membership"
    __table_args__ = (CheckConstraint("until IS NULL OR until >= since", name="dates_in_order"),)

    household_uid: Mapped[UUID] = mapped_column(ForeignKey("household.uid"), index=True, info=TECHNICAL)
    person_uid: Mapped[UUID] = mapped_column(ForeignKey("person.uid"), index=True, info=TECHNICAL)
    role: Mapped[MemberRole] = mapped_column(enum_by_value(MemberRole), info=FACT)
    declared_adult: Mapped[bool | None] = mapped_column(info=FACT)
    """Of age or not, as somebody said it; counts when no birth date is known (C6)."""
    since: Mapped[date] = mapped_column(info=FACT)
    until: Mapped[date | None] = mapped_column(info=FACT)


class HouseholdSnapshot(Identified, Base):
    """A household as it was on a day: what every count uses, however the household changes afterwards (C6)."""

    __tablename__ = "household_snapshot"
    __table_args__ = (
        CheckConstraint("adults >= 0 AND children >= 0 AND adults + children > 0", name="somebody"),
        CheckConstraint("seeking >= 0 AND seeking <= adults + children", name="seeking_within"),
    )

    household_uid: Mapped[UUID] = mapped_column(ForeignKey("household.uid"), index=True, info=TECHNICAL)
    taken_on: Mapped[date] = mapped_column(info=FACT)
    adults: Mapped[int] = mapped_column(Integer, info=FACT)
    children: Mapped[int] = mapped_column(Integer, info=FACT)
    seeking: Mapped[int] = mapped_column(Integer, info=FACT)
    """How many of them look for a home; adults are counted first."""
    household_type: Mapped[HouseholdType] = mapped_column(enum_by_value(HouseholdType), info=FACT)
    age_classes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, info=FACT)
    """Members per age class, as far as birth dates were known: {"0-17": 2, "35-49": 1}."""
    is_declared: Mapped[bool] = mapped_column(default=False, info=FACT)
    """Adults and children were given as numbers, not counted from members known by name."""

"""What belongs to a home beside its dates: features, terms of use, the papers of a stay, and days away."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Integer, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, TECHNICAL
from app.core.model import Base, Identified


class UnitFeature(Base):
    """Something that a unit has, and for which somebody can look."""

    __tablename__ = "kw_unit_feature"

    unit_uid: Mapped[UUID] = mapped_column(ForeignKey("kw_unit.uid"), primary_key=True, info=TECHNICAL)
    feature: Mapped[str] = mapped_column(String(40), primary_key=True, info=FACT)
    """Code list unit_feature."""


class UnitTerms(Base):
    """On what terms a unit is used from a day on, until later terms begin."""

    __tablename__ = "kw_unit_terms"
    __table_args__ = (CheckConstraint("fee_cents >= 0", name="fee_is_asked"),)

    unit_uid: Mapped[UUID] = mapped_column(ForeignKey("kw_unit.uid"), primary_key=True, info=TECHNICAL)
    valid_from: Mapped[date] = mapped_column(primary_key=True, info=FACT)
    agreement: Mapped[str] = mapped_column(String(40), info=FACT)
    """Code list kw_agreement: the kind that is signed."""
    fee_cents: Mapped[int] = mapped_column(Integer, info=FACT)
    fee_per: Mapped[str] = mapped_column(String(20), info=FACT)
    """Code list kw_fee_per: month, week or night."""
    house_rules: Mapped[str | None] = mapped_column(Text, info=FACT)
    """Rules of the house, the same for whoever stays there."""


class Agreement(Base):
    """The papers of a stay, without which no key is given (BR04)."""

    __tablename__ = "kw_agreement"
    __table_args__ = (CheckConstraint("keys > 0", name="some_key"),)

    stay_uid: Mapped[UUID] = mapped_column(ForeignKey("kw_stay.uid"), primary_key=True, info=TECHNICAL)
    kind: Mapped[str] = mapped_column(String(40), info=FACT)
    signed_on: Mapped[date] = mapped_column(info=FACT)
    house_rules_on: Mapped[date] = mapped_column(info=FACT)
    """When the house rules were gone through."""
    inventory_in_on: Mapped[date] = mapped_column(info=FACT)
    inventory_out_on: Mapped[date | None] = mapped_column(info=FACT)
    keys: Mapped[int] = mapped_column(SmallInteger, info=FACT)
    fee_cents: Mapped[int | None] = mapped_column(Integer, info=FACT)
    fee_per: Mapped[str | None] = mapped_column(String(20), info=FACT)


class Absence(Identified, Base):
    """A household keeps its home but sleeps elsewhere on the nights from `away_from` to the day it is back."""

    __tablename__ = "kw_absence"
    __table_args__ = (CheckConstraint("back_on IS NULL OR back_on > away_from", name="away_for_a_night"),)

    stay_uid: Mapped[UUID] = mapped_column(ForeignKey("kw_stay.uid"), index=True, info=TECHNICAL)
    away_from: Mapped[date] = mapped_column(info=FACT)
    back_on: Mapped[date | None] = mapped_column(info=FACT)
    reason: Mapped[str] = mapped_column(String(40), info=FACT)
    """Code list kw_absence."""

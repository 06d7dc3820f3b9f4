"""What belongs to a home beside its dates: features and terms of use."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, TECHNICAL
from app.core.model import Base


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

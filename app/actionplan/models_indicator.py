"""Indicators that follow from others, the rules of what is counted by hand, what the plan wants of indicators."""

from decimal import Decimal

from sqlalchemy import Boolean, CheckConstraint, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.actionplan.kinds import DerivedKind, Direction, Taken
from app.core.classification import POLICY
from app.core.model import Base
from app.core.types import Exact, enum_by_value


class DerivedIndicator(Base):
    """One version of an indicator that is the sum, or the rate, of others, for the years in which it holds.

    A changed definition is a next version with years of its own: two versions are never one series.
    """

    __tablename__ = "derived_indicator"
    __table_args__ = (CheckConstraint("to_year IS NULL OR to_year >= from_year", name="years_in_order"),)

    key: Mapped[str] = mapped_column(String(60), primary_key=True, info=POLICY)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False, info=POLICY)
    from_year: Mapped[int] = mapped_column(Integer, info=POLICY)
    to_year: Mapped[int | None] = mapped_column(Integer, info=POLICY)
    action: Mapped[str] = mapped_column(String(20), info=POLICY)
    """Code of the node of the plan where it stands."""
    kind: Mapped[DerivedKind] = mapped_column(enum_by_value(DerivedKind), info=POLICY)
    label: Mapped[str] = mapped_column(String(200), info=POLICY)
    unit: Mapped[str] = mapped_column(String(40), info=POLICY)
    definition: Mapped[str] = mapped_column(Text, info=POLICY)
    parts: Mapped[str] = mapped_column(Text, info=POLICY)
    """Keys of measures with `;` between: what is added up, or the numerator."""
    of: Mapped[str | None] = mapped_column(Text, info=POLICY)
    """Keys of the denominator of a rate."""
    decimals: Mapped[int | None] = mapped_column(Integer, info=POLICY)
    owner: Mapped[str] = mapped_column(String(120), info=POLICY)
    confirmed: Mapped[bool] = mapped_column(Boolean, info=POLICY)
    source: Mapped[str] = mapped_column(String(120), info=POLICY)


class IndicatorRule(Base):
    """One version of the rule of an indicator that is counted or given by hand, for the years in which it holds.

    An indicator without a rule is the sum of its counts. Two versions are never one series.
    """

    __tablename__ = "indicator_rule"
    __table_args__ = (CheckConstraint("to_year IS NULL OR to_year >= from_year", name="years_in_order"),)

    key: Mapped[str] = mapped_column(String(60), primary_key=True, info=POLICY)
    """Key of the indicator."""
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False, info=POLICY)
    from_year: Mapped[int] = mapped_column(Integer, info=POLICY)
    to_year: Mapped[int | None] = mapped_column(Integer, info=POLICY)
    taken: Mapped[Taken] = mapped_column(enum_by_value(Taken), info=POLICY)
    definition: Mapped[str] = mapped_column(Text, info=POLICY)
    of_people: Mapped[bool] = mapped_column(Boolean, info=POLICY)
    """Whether a small number of it could be recognisable people; meetings, houses and kilograms are not."""
    owner: Mapped[str] = mapped_column(String(120), info=POLICY)
    confirmed: Mapped[bool] = mapped_column(Boolean, info=POLICY)
    source: Mapped[str] = mapped_column(String(120), info=POLICY)


class IndicatorTarget(Base):
    """What the plan wants of an indicator in some years: a value, a direction, and how near is nearly."""

    __tablename__ = "indicator_target"
    __table_args__ = (
        CheckConstraint("to_year IS NULL OR to_year >= from_year", name="years_in_order"),
        CheckConstraint("band >= 0", name="band_not_negative"),
    )

    key: Mapped[str] = mapped_column(String(80), primary_key=True, info=POLICY)
    """Key of the measure."""
    from_year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False, info=POLICY)
    to_year: Mapped[int | None] = mapped_column(Integer, info=POLICY)
    direction: Mapped[Direction] = mapped_column(enum_by_value(Direction), info=POLICY)
    value: Mapped[Decimal] = mapped_column(Exact, info=POLICY)
    band: Mapped[Decimal] = mapped_column(Exact, info=POLICY)
    """This far on the wrong side of the target still is nearly."""
    owner: Mapped[str] = mapped_column(String(120), info=POLICY)
    confirmed: Mapped[bool] = mapped_column(Boolean, info=POLICY)
    source: Mapped[str] = mapped_column(String(120), info=POLICY)

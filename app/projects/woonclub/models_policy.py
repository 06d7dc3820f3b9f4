"""Dated policy of Woonclub: when its points are open, its figures, its staff, the domains of an instrument."""

from datetime import date, time
from decimal import Decimal

from sqlalchemy import CheckConstraint, Integer, SmallInteger, String, Time
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import POLICY
from app.core.model import Base
from app.core.types import Exact, enum_by_value
from app.projects.woonclub.rules_desk import Rhythm


class PointOpening(Base):
    """One opening rule of a service point: a weekday in a rhythm, or by appointment. Twice a week is two rows."""

    __tablename__ = "woonclub_opening"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="dates_in_order"),
        CheckConstraint("weekday IS NULL OR weekday BETWEEN 1 AND 7", name="weekday_exists"),
    )

    key: Mapped[str] = mapped_column(String(40), primary_key=True, info=POLICY)
    point: Mapped[str] = mapped_column(String(30), index=True, info=POLICY)
    rhythm: Mapped[Rhythm] = mapped_column(enum_by_value(Rhythm), info=POLICY)
    weekday: Mapped[int | None] = mapped_column(SmallInteger, info=POLICY)
    """1 is Monday; empty for what goes by appointment."""
    opens: Mapped[time | None] = mapped_column(Time, info=POLICY)
    closes: Mapped[time | None] = mapped_column(Time, info=POLICY)
    counted_from: Mapped[date | None] = mapped_column(info=POLICY)
    """A day on which it was open: every two weeks or two months are counted from there."""
    evening: Mapped[bool] = mapped_column(info=POLICY)
    valid_from: Mapped[date] = mapped_column(info=POLICY)
    valid_to: Mapped[date | None] = mapped_column(info=POLICY)
    """First day on which the rule is over."""
    source: Mapped[str] = mapped_column(String(200), info=POLICY)
    confirmed: Mapped[bool] = mapped_column(info=POLICY)


class WoonclubFigure(Base):
    """A number that advice is given with, from a day on and above an amount or number.

    The part of `key` before the point names the right that the figure belongs to, where there is one.
    """

    __tablename__ = "woonclub_figure"
    __table_args__ = (CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="dates_in_order"),)

    key: Mapped[str] = mapped_column(String(60), primary_key=True, info=POLICY)
    above: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False, info=POLICY)
    """Holds from this income (euro a month) or number of dependants on; 0 where it makes no difference."""
    valid_from: Mapped[date] = mapped_column(primary_key=True, info=POLICY)
    valid_to: Mapped[date | None] = mapped_column(info=POLICY)
    value: Mapped[Decimal] = mapped_column(Exact, info=POLICY)
    unit: Mapped[str] = mapped_column(String(40), info=POLICY)
    label: Mapped[str] = mapped_column(String(120), info=POLICY)
    source: Mapped[str] = mapped_column(String(200), info=POLICY)
    confirmed: Mapped[bool] = mapped_column(info=POLICY)


class StaffAllocation(Base):
    """Full-time equivalents that a team of Woonclub has from a day until a day."""

    __tablename__ = "woonclub_staff"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="dates_in_order"),
        CheckConstraint("fte >= 0", name="fte_not_negative"),
    )

    key: Mapped[str] = mapped_column(String(40), primary_key=True, info=POLICY)
    team: Mapped[str] = mapped_column(String(20), info=POLICY)
    """Code list fte_team."""
    fte: Mapped[Decimal] = mapped_column(Exact, info=POLICY)
    valid_from: Mapped[date] = mapped_column(info=POLICY)
    valid_to: Mapped[date | None] = mapped_column(info=POLICY)
    source: Mapped[str] = mapped_column(String(200), info=POLICY)
    confirmed: Mapped[bool] = mapped_column(info=POLICY)


class InstrumentDomain(Base):
    """One domain of an instrument for self-reliance, with its scale. A new version is a new instrument."""

    __tablename__ = "woonclub_instrument"
    __table_args__ = (CheckConstraint("highest > lowest", name="scale_in_order"),)

    instrument: Mapped[str] = mapped_column(String(30), primary_key=True, info=POLICY)
    domain: Mapped[str] = mapped_column(String(40), primary_key=True, info=POLICY)
    instrument_label: Mapped[str] = mapped_column(String(120), info=POLICY)
    label: Mapped[str] = mapped_column(String(120), info=POLICY)
    sort: Mapped[int] = mapped_column(Integer, info=POLICY)
    lowest: Mapped[int] = mapped_column(SmallInteger, info=POLICY)
    highest: Mapped[int] = mapped_column(SmallInteger, info=POLICY)
    valid_from: Mapped[date] = mapped_column(info=POLICY)
    valid_to: Mapped[date | None] = mapped_column(info=POLICY)
    source: Mapped[str] = mapped_column(String(200), info=POLICY)
    confirmed: Mapped[bool] = mapped_column(info=POLICY)

"""What belongs to a stay beside its nights: the papers for which a key is given, and days away."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Integer, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, TECHNICAL
from app.core.model import Base, Identified
from app.projects.krachtwonen.kinds import OCCUPANCY


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
    __table_args__ = (CheckConstraint("back_on IS NULL OR back_on > away_from", name="away_for_a_night"), OCCUPANCY)

    stay_uid: Mapped[UUID] = mapped_column(ForeignKey("kw_stay.uid"), index=True, info=TECHNICAL)
    away_from: Mapped[date] = mapped_column(info=FACT)
    back_on: Mapped[date | None] = mapped_column(info=FACT)
    reason: Mapped[str] = mapped_column(String(40), info=FACT)
    """Code list kw_absence."""

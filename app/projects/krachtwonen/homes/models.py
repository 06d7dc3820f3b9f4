"""Where people can stay: units with their places, and the states in which a unit is out of use."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Integer, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, TECHNICAL
from app.core.model import Base, Identified


class Unit(Identified, Base):
    """A home, a studio or a bed that is given for a time."""

    __tablename__ = "kw_unit"
    __table_args__ = (
        CheckConstraint("in_pool_to IS NULL OR in_pool_to >= in_pool_from", name="dates_in_order"),
        CheckConstraint("max_persons IS NULL OR max_persons > 0", name="room_for_somebody"),
    )

    ref: Mapped[str] = mapped_column(String(80), unique=True, info=TECHNICAL)
    """What people call it: the identifier of the register, or a name without an address."""
    kind: Mapped[str] = mapped_column(String(40), info=FACT)
    """Code list facility_kind."""
    municipality: Mapped[str] = mapped_column(String(5), info=FACT)
    organisation: Mapped[str] = mapped_column(String(20), index=True, info=FACT)
    """Code of the owner."""
    action: Mapped[str] = mapped_column(String(10), info=FACT)
    in_pool_from: Mapped[date] = mapped_column(info=FACT)
    in_pool_to: Mapped[date | None] = mapped_column(info=FACT)
    """First day on which it is no longer in the pool."""
    max_persons: Mapped[int | None] = mapped_column(SmallInteger, info=FACT)
    bedrooms: Mapped[int | None] = mapped_column(SmallInteger, info=FACT)
    is_shared: Mapped[bool] = mapped_column(default=False, info=FACT)
    """Whether people who do not belong together may be there at the same time."""
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}


class UnitPlace(Base):
    """A place in a unit that can be taken: the home as a whole, or one of its beds."""

    __tablename__ = "kw_unit_place"

    unit_uid: Mapped[UUID] = mapped_column(ForeignKey("kw_unit.uid"), primary_key=True, info=TECHNICAL)
    place: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False, info=FACT)


class UnitState(Identified, Base):
    """A unit is being repaired, blocked or cleaned from a day to (not including) a day."""

    __tablename__ = "kw_unit_state"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="dates_in_order"),
        UniqueConstraint("unit_uid", "state", "since"),
    )

    unit_uid: Mapped[UUID] = mapped_column(ForeignKey("kw_unit.uid"), info=TECHNICAL)
    state: Mapped[str] = mapped_column(String(20), info=FACT)
    """Code list unit_state."""
    since: Mapped[date] = mapped_column(info=FACT)
    until: Mapped[date | None] = mapped_column(info=FACT)
    reason: Mapped[str | None] = mapped_column(String(40), info=FACT)
    """Code list unit_state_reason; a register may not say."""

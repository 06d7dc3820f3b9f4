"""The night ledger: which place is taken from when to when, and where each person sleeps. Doubles cannot be stored."""

from datetime import date
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Integer, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, TECHNICAL
from app.core.model import Base, Identified, table_of
from app.core.no_overlap import NoOverlap
from app.core.types import enum_by_value
from app.projects.krachtwonen.kinds import OCCUPANCY, Layer, StayStatus


class Stay(Identified, Base):
    """A household has a place in a unit on every night from `moved_in` up to, and not on, the day it leaves."""

    __tablename__ = "kw_stay"
    __table_args__ = (
        ForeignKeyConstraint(["unit_uid", "place"], ["kw_unit_place.unit_uid", "kw_unit_place.place"]),
        CheckConstraint("moved_out IS NULL OR moved_out >= moved_in", name="dates_in_order"),
        CheckConstraint("agreed_until IS NULL OR agreed_until > moved_in", name="agreed_for_a_night"),
        CheckConstraint("(status = 'left') = (moved_out IS NOT NULL)", name="left_on_a_day"),
        CheckConstraint("persons > 0", name="somebody"),
        Index("ix_kw_stay_place", "unit_uid", "place", "moved_in"),
        Index("ix_kw_stay_moved_in", "moved_in"),
        OCCUPANCY,
    )

    ref: Mapped[str] = mapped_column(String(100), unique=True, info=TECHNICAL)
    """The register's own identifier, or one made here."""
    unit_uid: Mapped[UUID] = mapped_column(info=TECHNICAL)
    place: Mapped[int] = mapped_column(SmallInteger, default=1, info=FACT)
    case_uid: Mapped[UUID | None] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    stay_group: Mapped[str | None] = mapped_column(String(80), info=TECHNICAL)
    """Who belongs together in a unit that has several places."""
    status: Mapped[StayStatus] = mapped_column(enum_by_value(StayStatus), info=FACT)
    moved_in: Mapped[date] = mapped_column(info=FACT)
    agreed_until: Mapped[date | None] = mapped_column(info=FACT)
    """Until when the place is promised; nothing: until further notice. The place is held up to this day."""
    term_from: Mapped[date | None] = mapped_column(info=FACT)
    """Where the term began, when the household came from a unit of the same kind; nothing: with this stay."""
    moved_out: Mapped[date | None] = mapped_column(index=True, info=FACT)
    destination: Mapped[str | None] = mapped_column(String(40), info=FACT)
    """Code list exit_destination."""
    waiting_accelerated: Mapped[bool] = mapped_column(Boolean, default=False, info=FACT)
    """Waits for an accelerated allocation by the housing company."""
    persons: Mapped[int] = mapped_column(SmallInteger, default=1, info=FACT)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}

    @property
    def term_began(self) -> date:
        """The first day of the term: a move within one kind of unit does not begin it again."""
        return self.term_from or self.moved_in


class Presence(Identified, Base):
    """Somebody sleeps somewhere from a night to a day: in a home, or in a bed for some nights."""

    __tablename__ = "kw_presence"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= first_night", name="dates_in_order"),
        Index("ix_kw_presence_person", "person_uid", "layer", "first_night"),
        OCCUPANCY,
    )

    person_uid: Mapped[UUID] = mapped_column(ForeignKey("person.uid"), info=TECHNICAL)
    layer: Mapped[Layer] = mapped_column(enum_by_value(Layer, 8), info=FACT)
    first_night: Mapped[date] = mapped_column(info=FACT)
    until: Mapped[date | None] = mapped_column(info=FACT)
    """The day of departure, on which they no longer sleep there."""
    stay_uid: Mapped[UUID | None] = mapped_column(ForeignKey("kw_stay.uid"), index=True, info=TECHNICAL)
    """The place that they take, where one is known."""


PLACE_ONCE = NoOverlap(
    "kw_stay",
    ("unit_uid", "place"),
    "moved_in",
    "coalesce({row}.moved_out, {row}.agreed_until)",
    "{row}.status <> 'no_show'",
)
"""A place is taken once on any night."""
PERSON_ONCE = NoOverlap("kw_presence", ("person_uid", "layer"), "first_night", "{row}.until")
"""Nobody has two homes or two beds on one night."""

PLACE_ONCE.attach(table_of(Stay))
PERSON_ONCE.attach(table_of(Presence))

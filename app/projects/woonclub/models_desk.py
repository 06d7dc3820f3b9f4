"""Who came to a service point on a day, in the order in which they came."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, TECHNICAL
from app.core.model import Base, Identified

_WAITING = text("ended_at IS NULL")


class Visit(Identified, Base):
    """A household came to a point. It waits once: until somebody helped it, or until it left."""

    __tablename__ = "woonclub_visit"
    __table_args__ = (
        Index(
            "uq_woonclub_visit_waiting",
            "case_uid",
            "on",
            unique=True,
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        Index("ix_woonclub_visit_desk", "on", "point"),
    )

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    point: Mapped[str] = mapped_column(String(30), info=FACT)
    on: Mapped[date] = mapped_column(info=FACT)
    arrived_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    ended_at: Mapped[datetime | None] = mapped_column(info=TECHNICAL)
    end: Mapped[str | None] = mapped_column(String(10), info=FACT)
    """helped or left; empty while the household waits."""
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}

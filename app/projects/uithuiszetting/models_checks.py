"""Looking back on a report some months after it was closed: is the household still housed."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, TECHNICAL
from app.core.model import Base, Identified

_OPEN = text("done_on IS NULL")


class HousingCheck(Identified, Base):
    """A look back that is planned when a report is closed, and what it found."""

    __tablename__ = "eviction_check"
    __table_args__ = (
        UniqueConstraint("case_uid", "closed_on", "months"),
        CheckConstraint("(done_on IS NULL) = (result IS NULL)", name="result_has_a_day"),
        Index("ix_eviction_check_todo", "due_on", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), info=TECHNICAL)
    closed_on: Mapped[date] = mapped_column(info=FACT)
    """The closing that it looks back on."""
    months: Mapped[int] = mapped_column(Integer, info=FACT)
    due_on: Mapped[date] = mapped_column(info=FACT)
    done_on: Mapped[date | None] = mapped_column(index=True, info=FACT)
    result: Mapped[str | None] = mapped_column(String(30), info=FACT)
    """Code list eviction_check."""
    is_housed: Mapped[bool | None] = mapped_column(info=FACT)
    """What the code list said of this result when it was recorded; NULL: nobody knows."""
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    __mapper_args__ = {"version_id_col": version}

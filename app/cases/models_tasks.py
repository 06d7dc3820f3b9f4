"""What has to be done in a case, by whom and by when; the words sealed under the case's key."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import FACT, SEALED, TECHNICAL
from app.core.model import Base
from app.crypto.sealed import TEXT, Sealed, SealedRow

_OPEN = text("done_on IS NULL")


class Task(SealedRow, Base):
    """Something to do in a case by a day."""

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_todo", "assigned_uid", "due_on", "uid", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    case_uid: Mapped[UUID] = mapped_column(ForeignKey("case_file.uid"), index=True, info=TECHNICAL)
    due_on: Mapped[date] = mapped_column(info=FACT)
    done_on: Mapped[date | None] = mapped_column(info=FACT)
    assigned_uid: Mapped[UUID | None] = mapped_column(info=TECHNICAL)
    """The colleague who does it; NULL: whoever follows the case."""
    what_cell: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    actor: Mapped[str] = mapped_column(String(80), info=TECHNICAL)
    created_at: Mapped[datetime] = mapped_column(info=TECHNICAL)
    version: Mapped[int] = mapped_column(Integer, info=TECHNICAL)

    what = Sealed("what_cell", TEXT)

    __mapper_args__ = {"version_id_col": version}

    @property
    def keyholder_uid(self) -> UUID:
        return self.case_uid

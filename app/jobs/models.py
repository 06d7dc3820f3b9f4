"""The table of jobs: one row for each kind of work that comes back."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.classification import TECHNICAL
from app.core.model import Base
from app.core.types import enum_by_value


class JobState(StrEnum):
    """How the last run of a kind ended, or that it has not ended."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Base):
    """One kind of work: when it is due, and how it went. One row a kind, so that there is never a second to run."""

    __tablename__ = "job"

    kind: Mapped[str] = mapped_column(String(60), primary_key=True, info=TECHNICAL)
    due: Mapped[datetime] = mapped_column(info=TECHNICAL)
    """From when on it may run. It stays in the past until a run has ended: what was missed is made up for, once."""
    state: Mapped[JobState] = mapped_column(enum_by_value(JobState), info=TECHNICAL)
    attempts: Mapped[int] = mapped_column(Integer, info=TECHNICAL)
    """Runs that were begun since the last one that succeeded, or since trying was put off to the next regular time."""
    started_at: Mapped[datetime | None] = mapped_column(info=TECHNICAL)
    ended_at: Mapped[datetime | None] = mapped_column(info=TECHNICAL)
    succeeded_at: Mapped[datetime | None] = mapped_column(info=TECHNICAL)
    handled: Mapped[int | None] = mapped_column(Integer, info=TECHNICAL)
    """How many things the last successful run dealt with."""
    error: Mapped[str | None] = mapped_column(String(60), info=TECHNICAL)
    """Name of the type of the last error, never its text: that could quote somebody."""
    reference: Mapped[str | None] = mapped_column(String(16), info=TECHNICAL)
    """Under which that error stands in the log."""

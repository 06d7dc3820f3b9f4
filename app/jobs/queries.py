"""Reading the jobs: how each kind stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from app.access.work import Work
from app.jobs.kinds import JobKind, Tools
from app.jobs.models import Job
from app.jobs.rules import LATE


@dataclass(frozen=True)
class JobLine:
    """One kind with its row, if it was ever planned, and what still has to be set up for it."""

    kind: JobKind
    job: Job | None
    lacks: str


def job_lines(work: Work, kinds: Iterable[JobKind], tools: Tools) -> list[JobLine]:
    """Every kind, in the order of the catalogue."""
    rows = {job.kind: job for job in work.session.scalars(select(Job))}
    return [JobLine(kind, rows.get(kind.key), kind.lacks(work, tools)) for kind in kinds]


def nobody_runs_them(work: Work, lines: Iterable[JobLine]) -> bool:
    """Whether a job that can run has been due for so long that the timer seems to stand still."""
    limit = work.clock.now() - LATE
    able = [line for line in lines if not line.lacks]
    return any(line.job is None or line.job.due < limit for line in able)

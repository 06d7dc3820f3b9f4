"""The verbs of jobs: plan, claim, end well or badly, and ask for another run. Who runs one holds its lock."""

from collections.abc import Iterable

from sqlalchemy import select

from app.access.work import Work
from app.core.errors import NotFound, Refused
from app.jobs.kinds import JobKind
from app.jobs.models import Job, JobState
from app.jobs.rules import after_failure

INTERRUPTED = "Interrupted"
"""The error of a run that never ended: its process is no longer there."""


def plan(work: Work, kinds: Iterable[JobKind]) -> None:
    """Give every kind that has no row yet its first time."""
    present = set(work.session.scalars(select(Job.kind)))
    now = work.clock.now()
    for kind in kinds:
        if kind.key not in present:
            first = kind.schedule.following(now)
            work.session.add(Job(kind=kind.key, due=first, state=JobState.WAITING, attempts=0))
    work.session.flush()


def claim(work: Work, kind: JobKind) -> bool:
    """Take a job that is due; False when it is not, or somebody has its row in hand just now.

    The caller holds the lock of the kind. So whoever left it running is gone: that run counts as a failure.
    """
    query = select(Job).where(Job.kind == kind.key, Job.due <= work.clock.now()).with_for_update(skip_locked=True)
    job = work.session.scalar(query.execution_options(populate_existing=True))
    if job is None:
        return False
    if job.state is JobState.RUNNING:
        _fail(work, job, kind, INTERRUPTED, None)
        return False
    job.state, job.started_at, job.attempts = JobState.RUNNING, work.clock.now(), job.attempts + 1
    work.session.flush()
    return True


def succeed(work: Work, kind: JobKind, handled: int) -> None:
    """A run ended well: the next is at the next regular time, however late this one was."""
    job, now = _job(work, kind), work.clock.now()
    job.state, job.attempts, job.handled, job.error, job.reference = JobState.DONE, 0, handled, None, None
    job.ended_at = job.succeeded_at = now
    job.due = kind.schedule.following(now)
    work.trail.record("job.done", "job", detail=f"{kind.key}: {handled}")
    work.session.flush()


def fail(work: Work, kind: JobKind, error: str, reference: str) -> None:
    """A run ended badly: it is tried again after a while."""
    _fail(work, _job(work, kind), kind, error, reference)


def run_again(work: Work, kind: JobKind) -> None:
    """Make a job due now, whenever it was; Refused while it runs."""
    job = _job(work, kind)
    if job.state is JobState.RUNNING:
        raise Refused("Deze taak is bezig. Wacht tot ze klaar is.")
    job.due, job.attempts = work.clock.now(), 0
    work.trail.record("job.again", "job", detail=kind.key)
    work.session.flush()


def _fail(work: Work, job: Job, kind: JobKind, error: str, reference: str | None) -> None:
    now = work.clock.now()
    job.state, job.error, job.reference, job.ended_at = JobState.FAILED, error[:60], reference, now
    next_time, regular = after_failure(kind.schedule, job.attempts, now), kind.schedule.following(now)
    job.due, job.attempts = next_time, 0 if next_time == regular else job.attempts
    work.trail.record("job.fail", "job", detail=f"{kind.key}: {error[:60]}")
    work.session.flush()


def _job(work: Work, kind: JobKind) -> Job:
    query = select(Job).where(Job.kind == kind.key).with_for_update()
    job = work.session.scalar(query.execution_options(populate_existing=True))
    if job is None:
        raise NotFound
    return job

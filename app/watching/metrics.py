"""Measurements in the text format of Prometheus: numbers by endpoint and kind of job, nothing of anybody."""

from collections.abc import Iterator
from datetime import datetime
from itertools import accumulate

from sqlalchemy.exc import SQLAlchemyError

from app.access.work import Services
from app.jobs.models import Job
from app.watching.counting import BOUNDS, Counting, Totals
from app.watching.queries import jobs, open_session_count

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_PREFIX = "regiodossier_"


def measurements(services: Services, counting: Counting) -> str:
    """The whole page. Without a database it still tells about requests, and that there is none."""
    lines = list(_requests(counting.totals()))
    try:
        lines += _of_the_database(open_session_count(services), jobs(services), services.clock.now())
        answers = 1
    except SQLAlchemyError:
        answers = 0
    lines += _family("database_up", "gauge", "Whether the data database answers.", [("", answers)])
    return "\n".join(lines) + "\n"


def _requests(totals: Totals) -> Iterator[str]:
    samples = [(f'{{endpoint="{endpoint}",status="{kind}"}}', n) for (endpoint, kind), n in totals.requests.items()]
    yield from _family("requests_total", "counter", "Answers by endpoint and class of status.", samples)
    name = f"{_PREFIX}request_seconds"
    yield f"# HELP {name} How long answers took."
    yield f"# TYPE {name} histogram"
    for bound, number in zip((*BOUNDS, "+Inf"), accumulate(totals.durations), strict=True):
        yield f'{name}_bucket{{le="{bound}"}} {number}'
    yield f"{name}_sum {totals.microseconds / 1_000_000:.6f}"
    yield f"{name}_count {sum(totals.durations)}"


def _of_the_database(sessions: int, rows: list[Job], now: datetime) -> Iterator[str]:
    yield from _family("open_sessions", "gauge", "Browsers that are signed in.", [("", sessions)])
    states = [(f'{{kind="{job.kind}",state="{job.state.value}"}}', 1) for job in rows]
    yield from _family("job_state", "gauge", "How the last run of a kind of job ended.", states)
    late = [(_kind(job), max(0, round((now - job.due).total_seconds()))) for job in rows]
    yield from _family("job_late_seconds", "gauge", "How long a job has been due.", late)
    done = [(_kind(job), round(job.succeeded_at.timestamp())) for job in rows if job.succeeded_at]
    yield from _family("job_success_timestamp_seconds", "gauge", "When a job last ended well.", done)


def _kind(job: Job) -> str:
    return f'{{kind="{job.kind}"}}'


def _family(name: str, kind: str, meaning: str, samples: list[tuple[str, int]]) -> Iterator[str]:
    yield f"# HELP {_PREFIX}{name} {meaning}"
    yield f"# TYPE {_PREFIX}{name} {kind}"
    for labels, value in samples:
        yield f"{_PREFIX}{name}{labels} {value}"

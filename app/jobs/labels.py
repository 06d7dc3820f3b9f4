"""Jobs in words: the state as a badge."""

from typing import Final

from app.jobs.models import JobState
from app.jobs.queries import JobLine

_STATES: Final = {
    JobState.WAITING: ("wacht", "neutral"),
    JobState.RUNNING: ("bezig", "active"),
    JobState.DONE: ("gelukt", "done"),
    JobState.FAILED: ("mislukt", "danger"),
}


def state_of(line: JobLine) -> tuple[str, str]:
    """The word and the kind of badge for how a job stands."""
    if line.lacks:
        return "niet ingesteld", "attention"
    return ("wacht", "neutral") if line.job is None else _STATES[line.job.state]

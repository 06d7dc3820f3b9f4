"""What a kind of job is, and everything that such work may need beside the databases."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.access.work import Work
from app.cases.stores import DocumentStore
from app.jobs.rules import Schedule


@dataclass(frozen=True)
class Tools:
    """What lies outside the databases."""

    store: DocumentStore
    home: Path
    anchor_file: Path | None = None


@dataclass(frozen=True)
class JobKind:
    """Work that comes back. Doing it twice does no harm: after an interruption it is simply done again."""

    key: str
    label: str
    schedule: Schedule
    run: Callable[[Work, Tools], int]
    """Does it, in transactions of its own, and says how many things it dealt with."""
    lacks: Callable[[Work, Tools], str] = lambda _work, _tools: ""
    """What still has to be set up before it can run; empty when nothing."""

"""What waits for a colleague: lines of the start page that packages add, each a count that leads to its list."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Final

from flask import Flask, current_app

from app.access.work import Work
from app.core.counting import Count

KEY: Final = "work_items"


class Urgency(IntEnum):
    """How a line asks for attention; what is late comes first."""

    LATE = 0
    TODAY = 1
    WAITS = 2
    NEWS = 3


@dataclass(frozen=True)
class WorkItem:
    """So many of something, on a page where one deals with it. A label says nothing about anybody."""

    label: str
    count: Count
    endpoint: str
    urgency: Urgency = Urgency.WAITS
    args: Mapping[str, Any] = field(default_factory=dict)


WorkItems = Callable[[Work], Iterable[WorkItem]]
"""What waits in one package for the actor: one capped query a line, nothing opened."""


def add_work_items(app: Flask, heading: str, source: WorkItems) -> None:
    """Ask this package, too, what waits; its lines stand under the heading."""
    app.extensions.setdefault(KEY, []).append((heading, source))


def work_items(work: Work) -> list[tuple[str, list[WorkItem]]]:
    """The lines with something in them under their headings; what is most urgent comes first, within and among."""
    sources: list[tuple[str, WorkItems]] = current_app.extensions.get(KEY, [])
    grouped: dict[str, list[WorkItem]] = {}
    for heading, source in sources:
        lines = [item for item in source(work) if item.count.value]
        if lines:
            grouped.setdefault(heading, []).extend(lines)
    found = [(heading, sorted(lines, key=lambda item: item.urgency)) for heading, lines in grouped.items()]
    return sorted(found, key=lambda group: group[1][0].urgency)

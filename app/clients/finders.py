"""What the search field finds besides people: files, loans, homes and pages, each by the package that has them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from flask import Flask, current_app

from app.access.work import Work

KEY: Final = "finders"


@dataclass(frozen=True)
class Hit:
    """Something with a page of its own. The label says nothing about anybody."""

    kind: str
    label: str
    endpoint: str
    args: Mapping[str, Any] = field(default_factory=dict)
    is_exact: bool = False
    """Whether what was typed is its very name or number, so that nothing else can be meant."""


Finder = Callable[[Work, str], Iterable[Hit]]
"""(work, what was typed) -> what answers within the actor's scope, in one query or none."""
Recent = Callable[[Work], Iterable[Hit]]


@dataclass
class _Finders:
    by_text: list[Finder] = field(default_factory=list)
    recent: list[Recent] = field(default_factory=list)


def add_finder(app: Flask, finder: Finder, recent: Recent | None = None) -> None:
    """Ask this package, too; `recent` offers what the colleague had open last before anything is typed."""
    known: _Finders = app.extensions.setdefault(KEY, _Finders())
    known.by_text.append(finder)
    if recent is not None:
        known.recent.append(recent)


def find_things(work: Work, text: str) -> list[Hit]:
    """What answers to a text."""
    known: _Finders = current_app.extensions.get(KEY, _Finders())
    return [hit for finder in known.by_text for hit in finder(work, text.strip())]


def recent_things(work: Work) -> list[Hit]:
    """What the colleague had open last."""
    known: _Finders = current_app.extensions.get(KEY, _Finders())
    return [hit for recent in known.recent for hit in recent(work)]

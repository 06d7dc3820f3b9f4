"""From spans to the bars of one row of the planning board: every night has one bar, the most telling one. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from app.projects.krachtwonen.stays.rules import Nights


class BarKind(StrEnum):
    """What a night of a place is."""

    FREE = "free"
    CLEANING = "cleaning"
    OFFER = "offer"
    REPAIR = "repair"
    BLOCKED = "blocked"
    PLANNED = "planned"
    OVERDUE = "overdue"
    STAY = "stay"
    AWAY = "away"
    OUTSIDE = "outside"


PRIORITY: Final = {kind: place for place, kind in enumerate(BarKind)}
"""Of two that claim a night the later one is shown: somebody who lives there hides an offer, not the other way."""
GIVABLE: Final = frozenset({BarKind.FREE, BarKind.CLEANING})
"""Nights that can still be given to somebody."""


@dataclass(frozen=True, slots=True)
class Span:
    """Something that holds a place for some nights; `uid` of the stay, the state or the offer."""

    kind: BarKind
    nights: Nights
    uid: UUID | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of nights in view that are the same thing."""

    kind: BarKind
    first: date
    until: date
    uid: UUID | None
    begins: bool
    """Whether it begins here, not before what is in view or under something else."""
    ends: bool

    @property
    def length(self) -> int:
        """How many nights of it are in view."""
        return (self.until - self.first).days


def bars(window: Nights, spans: Sequence[Span]) -> list[Bar]:
    """The bars of one place, which together fill every night of the window."""
    days = window.count or 0
    painted = [-1] * days
    for place in sorted(range(len(spans)), key=lambda place: PRIORITY[spans[place].kind]):
        nights = spans[place].nights
        start = max(0, (nights.first - window.first).days)
        stop = days if nights.until is None else min(days, (nights.until - window.first).days)
        if stop > start:
            painted[start:stop] = [place] * (stop - start)
    return [_bar(window, spans, place, start, length) for place, start, length in _runs(painted)]


def _runs(painted: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    # A plain loop: a board has twenty thousand nights.
    start, days = 0, len(painted)
    for day in range(1, days + 1):
        if day == days or painted[day] != painted[start]:
            yield painted[start], start, day - start
            start = day


def _bar(window: Nights, spans: Sequence[Span], place: int, start: int, length: int) -> Bar:
    first = window.first + timedelta(days=start)
    until = first + timedelta(days=length)
    if place < 0:
        return Bar(BarKind.FREE, first, until, None, begins=True, ends=True)
    span = spans[place]
    return Bar(span.kind, first, until, span.uid, begins=span.nights.first == first, ends=span.nights.until == until)


@dataclass(frozen=True, slots=True)
class Stayed:
    """A stay as the board needs it."""

    uid: UUID
    is_planned: bool
    moved_in: date
    agreed_until: date | None
    moved_out: date | None


def spans_of_stay(stay: Stayed, away: Iterable[Nights], today: date) -> list[Span]:
    """The nights of a stay: promised, beyond what was promised and still there, and elsewhere for a while."""
    kind = BarKind.PLANNED if stay.is_planned else BarKind.STAY
    until = stay.moved_out or stay.agreed_until
    found = [Span(kind, Nights(stay.moved_in, until), stay.uid)]
    tonight = today + timedelta(days=1)
    if kind is BarKind.STAY and stay.moved_out is None and until is not None and until < tonight:
        found.append(Span(BarKind.OVERDUE, Nights(until, tonight), stay.uid))
    found += [Span(BarKind.AWAY, _within(nights, stay.moved_in, until), stay.uid) for nights in away]
    return found


def _within(nights: Nights, first: date, until: date | None) -> Nights:
    ends = [day for day in (nights.until, until) if day is not None]
    return Nights(max(nights.first, first), min(ends) if ends else None)


def is_free(row: Iterable[Bar], wanted: Nights) -> bool:
    """Whether a place can be given on all of these nights."""
    return all(bar.kind in GIVABLE for bar in row if wanted.overlaps(Nights(bar.first, bar.until)))


def kind_on(row: Iterable[Bar], day: date) -> BarKind:
    """What a place is on one night in view."""
    return next((bar.kind for bar in row if bar.first <= day < bar.until), BarKind.OUTSIDE)

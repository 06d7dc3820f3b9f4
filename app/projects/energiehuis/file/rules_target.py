"""Which income category a household falls in, explained line by line; a person decides, no score is made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.projects.energiehuis.products.rules import Dated, in_force


class LimitRow(Dated, Protocol):
    """What the rules read of an income limit."""

    @property
    def scheme(self) -> str: ...

    @property
    def category(self) -> str: ...

    @property
    def single_cents(self) -> int: ...

    @property
    def several_cents(self) -> int: ...

    @property
    def per_dependant_cents(self) -> int: ...

    @property
    def measured(self) -> str: ...

    @property
    def source(self) -> str: ...

    @property
    def confirmed(self) -> bool: ...


@dataclass(frozen=True)
class Line:
    """One criterion held against one household."""

    category: str
    criterion: str
    value_cents: int
    limit_cents: int
    source: str
    valid_from: date
    confirmed: bool

    @property
    def holds(self) -> bool:
        """Whether the value stays within the limit; the limit itself is still within."""
        return self.value_cents <= self.limit_cents


@dataclass(frozen=True)
class Determination:
    """The category that was found, with every line that led to it."""

    category: str | None
    """None: above every limit, or no limit is known for that day."""
    lines: tuple[Line, ...]

    @property
    def is_known(self) -> bool:
        """Whether there was anything to hold the household against."""
        return bool(self.lines)


def limit_for(row: LimitRow, *, couple: bool, dependants: int) -> int:
    """The limit of a household: alone, or a couple or somebody with one dependant, and more for each one beyond."""
    if dependants < 0:
        raise ValueError("a household has no negative number of dependants")
    if not couple and dependants == 0:
        return row.single_cents
    beyond = dependants if couple else dependants - 1
    return row.several_cents + beyond * row.per_dependant_cents


def determine(
    limits: Iterable[LimitRow], scheme: str, applied_on: date, income_cents: int, *, couple: bool, dependants: int
) -> Determination:
    """Hold an income against the limits of the day of application; of those that hold, the lowest is the category."""
    own = in_force((row for row in limits if row.scheme == scheme), applied_on)
    lines = [
        Line(
            category=row.category,
            criterion=row.measured,
            value_cents=income_cents,
            limit_cents=limit_for(row, couple=couple, dependants=dependants),
            source=row.source,
            valid_from=row.valid_from,
            confirmed=row.confirmed,
        )
        for row in own
    ]
    ordered = sorted(lines, key=lambda line: (line.limit_cents, line.category))
    return Determination(_first(ordered), tuple(ordered))


def _first(lines: Sequence[Line]) -> str | None:
    return next((line.category for line in lines if line.holds), None)

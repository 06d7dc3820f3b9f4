"""Which numbers of a breakdown are published, so that no small group can be worked out. Pure.

A part from 1 to 4 is shown as `<5` (primary). What is left after subtracting the shown parts from the total would give
it away, so further parts are shown as `.` (secondary) until an exact audit finds every hidden part safe. A dimension
that cannot be made safe is left out. Nothing is rounded or changed.
"""

from collections.abc import Iterable, Mapping
from typing import Final

THRESHOLD: Final = 5
SMALL: Final = "<5"
HIDDEN: Final = "."
WIDTH: Final = 3
"""The range of a secondary part stays at least this wide: never closer than the range of a primary one."""

NEAR: Final = 10
"""Nobody may learn the largest amount of a total to within this many percent."""

Interval = tuple[int, int]


def is_small(value: int) -> bool:
    """Whether a count is of a group that could be recognised; nobody at all is not."""
    return 0 < value < THRESHOLD


def is_dominated(amounts: Iterable[int]) -> bool:
    """Whether who brought the second largest amount of a total could work out the largest from it."""
    largest, *others = [*sorted((abs(each) for each in amounts), reverse=True), 0]
    return sum(others[1:]) * 100 < largest * NEAR


def suppress(parts: Mapping[str, int]) -> dict[str, str] | None:
    """The marks of the parts that are not shown; None when the whole dimension must be left out.

    The reader knows the total, the shown parts, the marks and this rule. The smallest parts that are large enough
    join first, so that as little as possible is lost.
    """
    marks = {group: SMALL for group, value in parts.items() if is_small(value)}
    reserve = sorted((value, group) for group, value in parts.items() if value >= THRESHOLD)
    while not is_safe(parts, marks):
        if not reserve:
            return None
        marks[reserve.pop(0)[1]] = HIDDEN
    return marks


def is_safe(parts: Mapping[str, int], marks: Mapping[str, str]) -> bool:
    """Whether no hidden part can be narrowed: a small one stays anything from 1 to 4, another one keeps its width."""
    return all(
        (low, high) == (1, THRESHOLD - 1) if marks[group] == SMALL else high - low >= WIDTH
        for group, (low, high) in intervals(parts, marks).items()
    )


def intervals(parts: Mapping[str, int], marks: Mapping[str, str]) -> dict[str, Interval]:
    """The exact range of each hidden part, for who knows the total, the shown parts, the marks and the rule."""
    rest = sum(parts[group] for group in marks)
    bounds = {group: _bounds(mark, rest) for group, mark in marks.items()}
    least = sum(low for low, _ in bounds.values())
    most = sum(high for _, high in bounds.values())
    return {
        group: (max(low, rest - (most - high)), min(high, rest - (least - low)))
        for group, (low, high) in bounds.items()
    }


def _bounds(mark: str, rest: int) -> Interval:
    return (1, THRESHOLD - 1) if mark == SMALL else (THRESHOLD, max(rest, THRESHOLD))

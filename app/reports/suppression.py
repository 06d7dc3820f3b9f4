"""Which numbers are published, so that no small group can be worked out of them. Pure.

A part from 1 to 4 is shown as `<5` (primary). What the shown parts and totals would give away is protected by showing
more of them as `.` (secondary), across every table that hangs together with it: the parts of each dimension, figures
that are part of another, figures that follow from others. An exact audit (`disclosure`) says when it is enough. A
dimension that cannot be made safe is left out. Nothing is rounded or changed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from app.reports.disclosure import LARGEST_SMALL, SMALLEST, Cell, State, Sum, Tables

THRESHOLD: Final = LARGEST_SMALL + 1
SMALL: Final = "<5"
HIDDEN: Final = "."
LEFT_OUT: Final = "–"
"""In place of a total about which nothing is said, not even that it is large."""
NEAR: Final = 10
"""Nobody may learn the largest amount of a total to within this many percent."""

_MARKS: Final = {State.SMALL: SMALL, State.HIDDEN: HIDDEN}


@dataclass(frozen=True)
class Count:
    """A count with its parts, and how it hangs together with others."""

    key: str
    total: int
    by: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    within: tuple[str, ...] = ()
    """Counts that hold all of this one, part by part."""
    parts: tuple[str, ...] = ()
    """Counts that add up to this one, part by part."""
    untold: frozenset[str] = frozenset()
    """Dimensions that are not told whatever they say."""


@dataclass(frozen=True)
class Published:
    """What is shown of a count in place of its numbers."""

    mark: str
    """Of the total; empty when it is shown."""
    marks: Mapping[str, Mapping[str, str]]
    """Dimension -> group -> mark, for the dimensions that are shown."""


def is_small(value: int) -> bool:
    """Whether a count is of a group that could be recognised; nobody at all is not."""
    return SMALLEST <= value <= LARGEST_SMALL


def is_dominated(amounts: Iterable[int]) -> bool:
    """Whether who brought the second largest amount of a total could work out the largest from it."""
    largest, *others = [*sorted((abs(each) for each in amounts), reverse=True), 0]
    return sum(others[1:]) * 100 < largest * NEAR


def suppress(counts: Sequence[Count]) -> dict[str, Published]:
    """What is shown of each of these counts, so that none of their hidden cells can be narrowed."""
    tables = tables_of(counts)
    for count in counts:
        # Few people, all of them in one group: the group would say what they are.
        for dimension in count.by:
            if is_small(count.total) or dimension in count.untold:
                _leave_out(tables, (count.key, dimension))
    waiting = [cell for cell in tables.values if tables.needs_care(cell)]
    while waiting:
        cell = waiting.pop()
        # Where nothing around it is printed, nothing can be worked out: there is nothing left to hide either.
        while tables.needs_care(cell) and not tables.is_safe(cell) and (around := _protect(tables, cell)) is not None:
            waiting += around
    return {count.key: _published(tables, count) for count in counts}


def tables_of(counts: Sequence[Count]) -> Tables:
    """The cells of these counts and their sums, every small one marked."""
    known = {count.key: count for count in counts}
    values: dict[Cell, int] = {}
    for count in counts:
        values[count.key,] = count.total
        values |= {
            (count.key, name, group): value for name, groups in count.by.items() for group, value in groups.items()
        }
    sums = [each for count in counts for each in _sums(count, known, values)]
    shown = {cell: State.SMALL if is_small(value) else State.SHOWN for cell, value in values.items()}
    return Tables(values, sums, {cell: State.ABSENT if cell[0].startswith(_REST) else shown[cell] for cell in values})


_REST: Final = "rest of "


def _sums(count: Count, known: Mapping[str, Count], values: dict[Cell, int]) -> Iterator[Sum]:
    for name, groups in count.by.items():
        yield Sum((count.key,), tuple((count.key, name, group) for group in groups))
    if count.parts and all(key in known for key in count.parts):
        yield from _added_up(count, [known[key] for key in count.parts], values)
    for key in count.within:
        if key in known:
            yield from _part_of(count, known[key], values)


def _added_up(count: Count, parts: Sequence[Count], values: dict[Cell, int]) -> Iterator[Sum]:
    yield Sum((count.key,), tuple((each.key,) for each in parts))
    for name, groups in count.by.items():
        if all(name in each.by for each in parts):
            for group in groups:
                cells = tuple(cell for each in parts if (cell := (each.key, name, group)) in values)
                yield Sum((count.key, name, group), cells)


def _part_of(count: Count, whole: Count, values: dict[Cell, int]) -> Iterator[Sum]:
    """The whole is this count and the rest, part by part; the rest is printed nowhere."""
    rest = f"{_REST}{whole.key} without {count.key}"
    values[rest,] = whole.total - count.total
    yield Sum((whole.key,), ((count.key,), (rest,)))
    for name in count.by.keys() & whole.by.keys():
        for group, value in whole.by[name].items():
            own = (count.key, name, group)
            values[rest, name, group] = value - values.get(own, 0)
            yield Sum((whole.key, name, group), (*([own] if own in values else []), (rest, name, group)))


def _protect(tables: Tables, cell: Cell) -> list[Cell] | None:
    """Hide the nearest and smallest shown cell, else leave a dimension out: what now needs care, or nothing."""
    for reached in _rings(tables, cell):
        shown = [each for each in reached if tables.states[each] is State.SHOWN]
        shown = [each for each in shown if tables.values[each] >= THRESHOLD]
        if shown:
            chosen = min(shown, key=lambda each: (len(each) == 1, tables.values[each], each))
            tables.states[chosen] = State.HIDDEN
            return [chosen]
    printed = [each for reached in _rings(tables, cell) for each in reached if tables.states[each] is not State.ABSENT]
    dimensions = [each for each in printed if len(each) > 1]
    blocks = [each[:2] for each in (*dimensions, *printed)]
    return _leave_out(tables, blocks[0]) if blocks else None


def _rings(tables: Tables, cell: Cell) -> Iterator[list[Cell]]:
    """The cells around one, ring by ring, itself first, as far as they hang together."""
    seen, ring = {cell}, [cell]
    while ring:
        yield ring
        around = (other for each in ring for found in tables.sums_of(each) for other in (found.total, *found.parts))
        ring = sorted(set(around) - seen)
        seen |= set(ring)


def _leave_out(tables: Tables, block: Cell) -> list[Cell]:
    """Print nothing of a dimension of a count; of a total alone nothing either."""
    gone = [cell for cell in tables.values if cell[:2] == block and tables.states[cell] is not State.ABSENT]
    for cell in gone:
        tables.states[cell] = State.ABSENT
    return [cell for cell in gone if tables.needs_care(cell)]


def _published(tables: Tables, count: Count) -> Published:
    states = tables.states
    total = states[count.key,]
    marks = {
        name: {group: _MARKS[state] for group in groups if (state := states[count.key, name, group]) in _MARKS}
        for name, groups in count.by.items()
        if not any(states[count.key, name, group] is State.ABSENT for group in groups)
    }
    return Published(LEFT_OUT if total is State.ABSENT else _MARKS.get(total, ""), marks)

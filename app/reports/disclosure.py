"""Tables that hang together, and what a reader can work out of the cells that are not shown. Pure.

Cells are counts; sums say which cells add up to which. The reader knows the sums, every shown cell, the mark of every
marked one and what the marks mean. A search over whole tables answers exactly whether a cell can have some value:
what it finds is a table that the reader cannot tell from the true one. First it moves a few units from cell to cell,
then it searches whole tables; where that would take too long, it says no, and more is hidden.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

SMALLEST, LARGEST_SMALL = 1, 4
WIDTH: Final = 3
"""The range of a hidden cell stays at least this wide."""
ENDLESS: Final = 10**9
PATIENCE: Final = 60
"""Steps of one search over whole tables."""
TRIES: Final = 300
"""Moves of one search from cell to cell."""
ROUNDS: Final = 2000
"""Looks at a sum before narrowing gives up."""
REACH: Final = 14
"""Cells that one move may touch in a row."""

Cell = tuple[str, ...]
Bounds = dict[Cell, tuple[int, int]]


class State(Enum):
    """What the reader sees of a cell, as the least and the most that it can be."""

    SHOWN = (0, 0)
    SMALL = (SMALLEST, LARGEST_SMALL)
    HIDDEN = (LARGEST_SMALL + 1, ENDLESS)
    ABSENT = (0, ENDLESS)
    """Not printed at all, not even as a mark."""


@dataclass(frozen=True)
class Sum:
    """One cell that is the sum of others."""

    total: Cell
    parts: tuple[Cell, ...]


@dataclass
class Tables:
    """The true values, how they hang together, and what is shown of them."""

    values: Mapping[Cell, int]
    sums: Sequence[Sum]
    states: dict[Cell, State]
    _of_cell: dict[Cell, list[Sum]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for each in self.sums:
            for cell in (each.total, *each.parts):
                self._of_cell.setdefault(cell, []).append(each)

    def sums_of(self, cell: Cell) -> Sequence[Sum]:
        """The sums that a cell takes part in."""
        return self._of_cell.get(cell, ())

    def needs_care(self, cell: Cell) -> bool:
        """Whether a cell must not be worked out: it is marked, or it is small and was left out."""
        if self.states[cell] is State.ABSENT:
            return SMALLEST <= self.values[cell] <= LARGEST_SMALL
        return self.states[cell] is not State.SHOWN

    def is_safe(self, cell: Cell) -> bool:
        """Whether a small cell can be anything from 1 to 4, and any other hidden one keeps its width."""
        if self.states[cell] is State.SMALL:
            return self._can(cell, most=SMALLEST) and self._can(cell, least=LARGEST_SMALL)
        value = self.values[cell]
        return any(
            self._can(cell, most=value - below) and self._can(cell, least=value + WIDTH - below)
            for below in range(WIDTH + 1)
        )

    def _can(self, cell: Cell, *, least: int = 0, most: int = ENDLESS) -> bool:
        """Whether some table that fits what is shown has the cell between these."""
        value = self.values[cell]
        wanted = min(max(value, least), most)
        if wanted == value or self._moved({}, cell, wanted - value, REACH, [TRIES]) is not None:
            return True
        bounds = self._known(cell)
        low, high = bounds[cell]
        bounds[cell] = max(low, least), min(high, most)
        steps = [PATIENCE]
        return narrowed(bounds, self._of_cell, [cell]) and self._search(bounds, steps)

    def _moved(
        self, moves: dict[Cell, int], cell: Cell, by: int, reach: int, tries: list[int]
    ) -> dict[Cell, int] | None:
        """The moves that keep every sum right when a cell moves by so much, each met by one other cell; or nothing."""
        low, high = self.states[cell].value
        if self.states[cell] is State.SHOWN or cell in moves or not reach or not low <= self.values[cell] + by <= high:
            return None
        tries[0] -= 1
        if tries[0] < 0:
            return None
        moves = moves | {cell: by}
        for each in self.sums_of(cell):
            missing = moves.get(each.total, 0) - sum(moves.get(part, 0) for part in each.parts)
            if missing:
                moves = self._met(moves, each, missing, reach - 1, tries) or {}
                if not moves:
                    return None
        return moves

    def _met(
        self, moves: dict[Cell, int], each: Sum, missing: int, reach: int, tries: list[int]
    ) -> dict[Cell, int] | None:
        """The moves with one more, that makes a sum right again."""
        # What takes part in few sums is met soonest.
        for other in sorted((*each.parts, each.total), key=lambda cell: len(self.sums_of(cell))):
            found = self._moved(moves, other, -missing if other == each.total else missing, reach, tries)
            if found is not None:
                return found
        return None

    def _known(self, start: Cell) -> Bounds:
        """What is known of every cell that hangs together with this one through cells that are not shown."""
        found: Bounds = {}
        reached = [start]
        while reached:
            cell = reached.pop()
            if cell in found:
                continue
            state = self.states[cell]
            found[cell] = (self.values[cell],) * 2 if state is State.SHOWN else state.value
            if state is not State.SHOWN:
                reached += [other for each in self.sums_of(cell) for other in (each.total, *each.parts)]
        return found

    def _search(self, bounds: Bounds, steps: list[int]) -> bool:
        """Whether the bounds hold a whole table; cells go to their true value, or as near as they can."""
        open_cells = [cell for cell, (low, high) in bounds.items() if low < high]
        if not open_cells:
            return True
        cell = min(open_cells, key=lambda each: bounds[each][1] - bounds[each][0])
        low, high = bounds[cell]
        near = min(max(self.values[cell], low), high)
        for first, last in ((near, near), (low, near - 1), (near + 1, high)):
            steps[0] -= 1
            if first > last or steps[0] < 0:
                continue
            tried = bounds | {cell: (first, last)}
            if narrowed(tried, self._of_cell, [cell]) and self._search(tried, steps):
                return True
        return False


def narrowed(bounds: Bounds, sums: Mapping[Cell, Sequence[Sum]], changed: Iterable[Cell]) -> bool:
    """Draw every bound as close as the sums allow, beginning at what changed; false when nothing fits any more."""
    waiting = [each for cell in changed for each in sums.get(cell, ())]
    if any(low > high for low, high in bounds.values()):
        return False
    rounds = 0
    while waiting:
        each = waiting.pop()
        # Cells without a bound can creep up one by one for ever where nothing fits.
        rounds += 1
        if rounds > ROUNDS:
            return False
        if each.total not in bounds or any(part not in bounds for part in each.parts):
            continue
        moved = _narrow(bounds, each)
        if moved is None:
            return False
        waiting += [other for cell in moved for other in sums.get(cell, ()) if other is not each]
        waiting += [each] if moved else []
    return True


def _narrow(bounds: Bounds, each: Sum) -> list[Cell] | None:
    """The cells of one sum whose bounds moved; nothing when they cannot be met."""
    least = sum(bounds[part][0] for part in each.parts)
    most = sum(bounds[part][1] for part in each.parts)
    low, high = bounds[each.total]
    wanted = {each.total: (max(low, least), min(high, most))}
    for part in each.parts:
        its_low, its_high = bounds[part]
        wanted[part] = (max(its_low, low - (most - its_high)), min(its_high, high - (least - its_low)))
    if any(first > last for first, last in wanted.values()):
        return None
    moved = [cell for cell, new in wanted.items() if new != bounds[cell]]
    bounds.update(wanted)
    return moved

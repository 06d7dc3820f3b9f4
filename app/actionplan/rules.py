"""What does not add up in printed amounts: rows, children against parent, synthesis against note. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

ROW_TOLERANCE = 1
"""Each cell was rounded to whole euro by itself, so a balance may be one euro off."""
SUM_TOLERANCE = 2
"""And a sum of several cells two."""

OPERATING, INVESTMENT = "exploitatie", "investeringen"
SYNTHESIS, NOTE = "synthese", "nota"
_FIELDS = ("receipts", "expenses", "balance")


class What(StrEnum):
    """What was compared."""

    BALANCE = "balance differs"
    CHILDREN = "children sum differs"
    TABLES = "synthesis and note differ"
    TOTAL = "grand total differs"
    RESULT = "result differs"
    RESERVE = "reserve does not follow"


class Nature(StrEnum):
    """Why two amounts differ by more than rounding."""

    REAL = "real"
    """No explanation: kept as printed and shown as a finding."""
    SCOPE = "scope"
    """The synthesis counts investments among expenses; with the investments added both sides agree."""
    NOT_PRINTED = "not printed"
    """A part of the sum was never printed, so there is nothing to compare with."""


class Slot(NamedTuple):
    """One cell of the money tables: which node, kind, year and basis."""

    code: str
    kind: str
    year: int
    basis: str


@dataclass(frozen=True, slots=True)
class Amount:
    """What one table printed in one slot; None where the cell is empty."""

    slot: Slot
    source: str
    receipts: int | None
    expenses: int | None
    balance: int | None

    def field(self, name: str) -> int | None:
        """One of receipts, expenses, balance."""
        value: int | None = getattr(self, name)
        return value


@dataclass(frozen=True, slots=True)
class Finding:
    """Two amounts that should agree and do not."""

    slot: Slot
    source: str
    what: What
    field: str
    printed: int
    expected: int
    nature: Nature = Nature.REAL

    @property
    def difference(self) -> int:
        return self.printed - self.expected


@dataclass(frozen=True, slots=True)
class _Sum:
    """The value of a node or of its children together, and how far it can be trusted."""

    value: int = 0
    complete: bool = True
    with_investments: bool = False

    def __add__(self, other: "_Sum") -> "_Sum":
        return _Sum(
            self.value + other.value,
            self.complete and other.complete,
            self.with_investments or other.with_investments,
        )


def findings(
    parents: Mapping[str, str | None],
    amounts: Iterable[Amount],
    *,
    investments_in_expenses_from: int | None,
    row_tolerance: int = ROW_TOLERANCE,
    sum_tolerance: int = SUM_TOLERANCE,
) -> list[Finding]:
    """Every difference beyond rounding, explained ones included (see `Finding.nature`).

    `parents` names the parent of every node of the plan. Nothing is corrected: both amounts are reported.
    """
    book = _Book(parents, amounts, investments_in_expenses_from)
    found = [*book.balances(row_tolerance), *book.children(sum_tolerance), *book.tables(row_tolerance)]
    return sorted(found, key=lambda each: (each.slot, each.source, each.what, each.field))


class _Book:
    """All printed amounts of a plan, looked up by slot and table."""

    def __init__(
        self, parents: Mapping[str, str | None], amounts: Iterable[Amount], investments_from: int | None
    ) -> None:
        self._amounts = {(amount.source, amount.slot): amount for amount in amounts}
        self._investments_from = investments_from
        self._children: dict[str, list[str]] = {}
        for code, parent in parents.items():
            if parent is not None:
                self._children.setdefault(parent, []).append(code)
        self._tables = {(source, slot.code) for source, slot in self._amounts}

    def balances(self, tolerance: int) -> Iterable[Finding]:
        """Balance as printed against receipts less expenses."""
        for (source, slot), amount in self._amounts.items():
            if amount.receipts is None or amount.expenses is None or amount.balance is None:
                continue
            expected = amount.receipts - amount.expenses
            if abs(amount.balance - expected) > tolerance:
                yield Finding(slot, source, What.BALANCE, "balance", amount.balance, expected)

    def children(self, tolerance: int) -> Iterable[Finding]:
        """The amount of a node against the sum of the nodes below it."""
        for (source, slot), amount in self._amounts.items():
            if slot.code not in self._children:
                continue
            for name in _FIELDS:
                printed, below = amount.field(name), self._below(slot, name)
                if printed is not None and abs(printed - below.value) > tolerance:
                    nature = self._nature(slot, name, printed, below, tolerance)
                    yield Finding(slot, source, What.CHILDREN, name, printed, below.value, nature)

    def tables(self, tolerance: int) -> Iterable[Finding]:
        """The synthesis against the note, for what both print."""
        for (source, slot), amount in self._amounts.items():
            note = self._amounts.get((NOTE, slot))
            if source != SYNTHESIS or note is None:
                continue
            for name in _FIELDS:
                printed, expected = amount.field(name), note.field(name)
                if printed is None or expected is None:
                    continue
                if self._holds_investments(slot):
                    expected += self._printed(NOTE, slot._replace(kind=INVESTMENT), name) or 0
                if abs(printed - expected) > tolerance:
                    yield Finding(slot, source, What.TABLES, name, printed, expected)

    def _nature(self, slot: Slot, name: str, printed: int, below: _Sum, tolerance: int) -> Nature:
        if below.with_investments:
            investments = slot._replace(kind=INVESTMENT)
            above = printed + (self._printed(NOTE, investments, name) or 0)
            together = below.value + self._below(investments, name).value
            if abs(above - together) <= tolerance:
                return Nature.SCOPE
        return Nature.REAL if below.complete else Nature.NOT_PRINTED

    def _below(self, slot: Slot, name: str) -> _Sum:
        total = _Sum()
        for child in self._children.get(slot.code, ()):
            total += self._value(slot._replace(code=child), name)
        return total

    def _value(self, slot: Slot, name: str) -> _Sum:
        """What a node amounts to: by the note, else by the synthesis, else by what lies below it."""
        for source in (NOTE, SYNTHESIS):
            amount = self._amounts.get((source, slot))
            if amount is not None:
                value = amount.field(name)
                mixed = source == SYNTHESIS and self._holds_investments(slot)
                return _Sum(value or 0, value is not None, mixed)
        if slot.code in self._children:
            return self._below(slot, name)
        # A table without amounts is left out of the note; only what the note never reached is unknown.
        only_synthesis = (SYNTHESIS, slot.code) in self._tables and (NOTE, slot.code) not in self._tables
        return _Sum(complete=slot.kind == OPERATING or not only_synthesis)

    def _printed(self, source: str, slot: Slot, name: str) -> int | None:
        amount = self._amounts.get((source, slot))
        return amount.field(name) if amount else None

    def _holds_investments(self, slot: Slot) -> bool:
        first = self._investments_from
        return slot.kind == OPERATING and first is not None and slot.year >= first

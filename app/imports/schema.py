"""What a kind of file looks like: its columns, the rules between them, its key; and how a row is read by it."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.imports.values import BadValue, ImportRow, Parser, RowError

_MISENCODED = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how it is read, whether it must be filled, and what a person filling it needs to know."""

    name: str
    parser: Parser
    required: bool = False
    explanation: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class RowRule:
    """A rule between cells of one row, applied when none of its columns is in error by itself."""

    columns: tuple[str, ...]
    check: Callable[[Mapping[str, Any]], str | None]
    """Gives a Dutch message for the last of the columns, or None."""


def not_before(earlier: str, later: str) -> RowRule:
    """The rule that one day, if both are given, does not lie before another."""

    def check(values: Mapping[str, Any]) -> str | None:
        first: date | None = values[earlier]
        second: date | None = values[later]
        wrong = first is not None and second is not None and second < first
        return f"ligt vóór {earlier}" if wrong else None

    return RowRule((earlier, later), check)


def together(*columns: str) -> RowRule:
    """The rule that these columns are all filled or all empty."""

    def check(values: Mapping[str, Any]) -> str | None:
        filled = [values[name] is not None for name in columns]
        if all(filled) or not any(filled):
            return None
        return "hoort samen ingevuld te zijn met " + ", ".join(columns[:-1])

    return RowRule(columns, check)


@dataclass(frozen=True)
class Schema:
    """The columns of one kind, the columns that identify a row, and the rules between cells."""

    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("ref",)
    rules: tuple[RowRule, ...] = ()

    def layout(self, header: Sequence[str], *, fixed_width: bool) -> "tuple[Layout, list[RowError]]":
        """Where each column stands in this file, and what is wrong with the header (row 1)."""
        by_name = {column.name: column for column in self.columns}
        places: dict[str, int] = {}
        errors: list[RowError] = []
        for position, title in enumerate(header):
            name = title.strip().lower()
            if not name:
                continue
            if name not in by_name:
                errors.append(RowError(1, letter(position), _unknown_column(name, by_name)))
            elif name in places:
                errors.append(RowError(1, name, f"deze kolom staat er twee keer (ook in {letter(position)})"))
            else:
                places[name] = position
        errors.extend(
            RowError(1, column.name, "deze verplichte kolom ontbreekt")
            for column in self.columns
            if column.required and column.name not in places
        )
        return Layout(self, places, len(header), fixed_width), errors


@dataclass(frozen=True)
class Layout:
    """A schema laid over the header of one file."""

    schema: Schema
    places: Mapping[str, int]
    width: int
    fixed_width: bool

    def read(self, number: int, cells: Sequence[str]) -> tuple[ImportRow, list[RowError], frozenset[str]]:
        """One row: its values, its errors, and the columns that those errors are in."""
        values: dict[str, Any] = {}
        errors = list(self._wrong_length(number, cells))
        for column in self.schema.columns:
            try:
                values[column.name] = self._value(column, cells)
            except BadValue as wrong:
                values[column.name] = None
                errors.append(RowError(number, column.name, wrong.message))
        bad = frozenset(error.column for error in errors)
        errors.extend(self._broken_rules(number, values, bad))
        return ImportRow(number, values, frozenset(self.places)), errors, bad

    def _wrong_length(self, number: int, cells: Sequence[str]) -> Iterable[RowError]:
        if any(cell.strip() for cell in cells[self.width :]):
            yield RowError(number, letter(self.width), "er staat meer in deze rij dan er kolommen zijn")
        if self.fixed_width and len(cells) < self.width:
            yield RowError(number, letter(len(cells)), "deze rij houdt te vroeg op")

    def _value(self, column: Column, cells: Sequence[str]) -> object:
        place = self.places.get(column.name)
        cell = cells[place].strip() if place is not None and place < len(cells) else ""
        if not cell:
            if column.required:
                raise BadValue("moet ingevuld zijn")
            return None
        if not cell.isascii() and _MISENCODED.search(cell):
            raise BadValue("is geen UTF-8; bewaar het bestand als CSV UTF-8")
        return column.parser(cell)

    def _broken_rules(self, number: int, values: Mapping[str, Any], bad: frozenset[str]) -> Iterable[RowError]:
        for rule in self.schema.rules:
            if not bad.intersection(rule.columns):
                message = rule.check(values)
                if message:
                    yield RowError(number, rule.columns[-1], message)


def letter(position: int) -> str:
    """The spreadsheet letter of a column, counted from 0."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name


def _unknown_column(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    hint = f"; bedoel je '{close[0]}'?" if close else ""
    return f"deze kop hoort niet bij dit soort bestand{hint}"

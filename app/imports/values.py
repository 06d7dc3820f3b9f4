"""What a row, an error and a parser are; no message ever repeats the value that was read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Parser = Callable[[str], Any]
"""Turns the text of a filled cell into a typed value, or raises BadValue."""


class BadValue(Exception):
    """A cell cannot be read; the Dutch message says what is expected, never what was there."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True, order=True)
class RowError:
    """One thing wrong in a file: row 1 is the header, `column` is a column name or a spreadsheet letter."""

    row: int
    column: str
    message: str

    def as_json(self) -> dict[str, Any]:
        """The form that the commands print."""
        return {"row": self.row, "column": self.column, "message": self.message}


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One data row: its number in the file and its parsed values, None for an empty or absent cell."""

    number: int
    values: Mapping[str, Any]
    given: frozenset[str] = frozenset()
    """The columns that the file has, so that an absent column can be told from an empty cell."""

    def __getitem__(self, column: str) -> Any:  # noqa: ANN401 - typed by the column's parser
        return self.values[column]

    def renamed(self, names: Mapping[str, str]) -> dict[str, Any]:
        """The values of these columns that the file has, each under another name."""
        return {name: self.values[column] for column, name in names.items() if column in self.given}

    def error(self, column: str, message: str) -> RowError:
        """An error at this row."""
        return RowError(self.number, column, message)

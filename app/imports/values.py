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
    """One data row: its number in the file and its parsed values, None for an empty optional cell."""

    number: int
    values: Mapping[str, Any]

    def __getitem__(self, column: str) -> Any:  # noqa: ANN401 - typed by the column's parser
        return self.values[column]

    def error(self, column: str, message: str) -> RowError:
        """An error at this row."""
        return RowError(self.number, column, message)

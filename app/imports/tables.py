"""A file as a stream of rows of text cells, whatever its format."""

from abc import ABC, abstractmethod
from collections.abc import Iterator

_EXPLANATION = "#"


class TableBroken(Exception):
    """The file cannot be read further; `row` says where."""

    def __init__(self, row: int, message: str) -> None:
        super().__init__(message)
        self.row = row
        self.message = message


class Table(ABC):
    """A file that can be streamed more than once; the first row is the header."""

    fixed_width = False
    """Whether every row has as many cells as the header, so that a shorter one was cut off."""

    @abstractmethod
    def rows(self) -> Iterator[list[str]]:
        """Every row as text cells, the empty ones too, so that counting them gives row numbers."""

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        """The header and the data rows with their numbers; empty rows and explanations are passed over."""
        for number, cells in enumerate(self.rows(), start=1):
            if any(cell.strip() for cell in cells) and not is_explanation(cells):
                yield number, cells


def is_explanation(cells: list[str]) -> bool:
    """Whether this row is a line of explanation: a single filled cell, the first, that starts with #."""
    return cells[0].lstrip().startswith(_EXPLANATION) and not any(cell.strip() for cell in cells[1:])

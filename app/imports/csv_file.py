"""CSV, read as a stream and written safe against formulas."""

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.imports.tables import Table, TableBroken

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r]")
_FIELD_LIMIT = 1_000_000
_QUOTED_ENDS = "\r\n"
"""As line end it makes the writer quote a cell with either sign; the file itself gets plain newlines."""


def escape(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula; `unescape` takes it off again."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unescape(cell: str) -> str:
    """Undo `escape`."""
    return cell[1:] if _ESCAPED.match(cell) else cell


def csv_text(rows: Iterable[Iterable[str]], delimiter: str = ",") -> str:
    """Rows as CSV text with LF line ends, every cell escaped."""
    lines = _Lines()
    writer = csv.writer(lines, delimiter=delimiter, lineterminator=_QUOTED_ENDS)
    for row in rows:
        writer.writerow([escape(cell) for cell in row])
    return "".join(lines.text)


class _Lines:
    """A sink for the CSV writer."""

    def __init__(self) -> None:
        self.text: list[str] = []

    def write(self, line: str) -> int:
        self.text.append(line.removesuffix(_QUOTED_ENDS) + "\n")
        return len(line)


class CsvTable(Table):
    """A CSV file: UTF-8 with or without BOM, comma or semicolon by what its first line uses most."""

    fixed_width = True

    def __init__(self, path: Path) -> None:
        self.path = path

    def rows(self) -> Iterator[list[str]]:
        # A wrong byte becomes a lone surrogate, so that its cell can be named instead of the whole file refused.
        with self.path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            delimiter = _delimiter(file.readline(_FIELD_LIMIT))
            file.seek(0)
            csv.field_size_limit(_FIELD_LIMIT)
            reader = csv.reader(file, delimiter=delimiter, strict=True)
            number = 0
            try:
                for cells in reader:
                    yield [unescape(cell) for cell in cells]
                    number += 1
            except csv.Error:
                raise TableBroken(number + 1, _BROKEN) from None


_BROKEN = "deze rij is niet te lezen: een aanhalingsteken te veel of te weinig, of een veel te lange cel"


def _delimiter(line: str) -> str:
    outside = re.sub(r'"[^"]*"', "", line)
    return ";" if outside.count(";") > outside.count(",") else ","

"""XLSX, read row by row without loading the sheet, and written without formulas."""

import io
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from app.imports.csv_file import unescape
from app.imports.tables import Table, TableBroken

_MAX_UNPACKED = 1_000_000_000
_UNREADABLE = (BadZipFile, KeyError, ValueError, TypeError, IndexError, AttributeError, SyntaxError, EOFError)


class XlsxTable(Table):
    """The first sheet of a workbook; formulas give their stored result."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def rows(self) -> Iterator[list[str]]:
        number = 0
        try:
            for cells in self._raw_rows():
                yield [cell_text(cell) for cell in cells]
                number += 1
        except (*_UNREADABLE, zlib.error):
            raise TableBroken(number + 1, "dit XLSX-bestand is beschadigd of niet te lezen") from None

    def _raw_rows(self) -> Iterator[tuple[Any, ...]]:
        import openpyxl

        if not openpyxl.DEFUSEDXML:
            raise RuntimeError("defusedxml is needed to read workbooks")
        with self.path.open("rb") as file:
            if sum(entry.file_size for entry in ZipFile(file).infolist()) > _MAX_UNPACKED:
                raise TableBroken(1, "dit XLSX-bestand is uitgepakt te groot")
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            try:
                sheet = book.worksheets[0]
                sheet.reset_dimensions()
                yield from sheet.iter_rows(values_only=True)
            finally:
                book.close()


def cell_text(value: object) -> str:
    """The text that a person would type for a cell; a broken number gets a comma, which reads one way only."""
    if value is None:
        return ""
    if isinstance(value, str):
        return unescape(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{Decimal(repr(value)):f}".replace(".", ",")
    return str(value)


def xlsx_bytes(sheets: Iterable[tuple[str, Iterable[Iterable[str]]]]) -> bytes:
    """A workbook of text cells, one sheet per (title, rows), with a bold first row; nothing becomes a formula."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        bold, plain = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        for title, rows in sheets:
            sheet = book.add_worksheet(title)
            sheet.freeze_panes(1, 0)
            widths: dict[int, int] = {}
            for number, cells in enumerate(rows):
                for position, cell in enumerate(cells):
                    sheet.write_string(number, position, cell, plain if number else bold)
                    widths[position] = min(60, max(widths.get(position, 12), len(cell) + 2))
            for position, width in widths.items():
                sheet.set_column(position, position, width, plain)
    return target.getvalue()

"""Opening a file as a table."""

from pathlib import Path

from app.imports.csv_file import CsvTable
from app.imports.tables import Table
from app.imports.xlsx_file import XlsxTable

_ZIP = b"PK\x03\x04"


def open_table(path: Path) -> Table:
    """The reader for this file, chosen by what it holds, not by its name."""
    with path.open("rb") as file:
        start = file.read(len(_ZIP))
    return XlsxTable(path) if start == _ZIP else CsvTable(path)

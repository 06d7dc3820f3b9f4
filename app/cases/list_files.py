"""The list of cases as a file for a spreadsheet: as on the screen, without national numbers, harmless as a formula."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Final

from app.access.work import Work
from app.cases.labels import CaseRow, case_rows
from app.cases.queries import CaseFilter, Order, list_cases
from app.core.errors import Refused
from app.imports.csv_file import csv_text
from app.web.formatting import date_nl

HEAD: Final = ("Dossier", "Project", "Naam", "Fase", "Gemeente", "Wie volgt op", "Geopend op", "Laatste contact")
LARGEST: Final = 5000
"""Rows of one file: it is made in memory, so that no name ever lies on the disk of the server."""
_BATCH: Final = 500
_WIDTHS: Final = (16, 24, 28, 20, 20, 24, 14, 14)


def list_csv(work: Work, wanted: CaseFilter, order: Order) -> bytes:
    """The list as CSV: semicolons, days as on the screen, a mark that says UTF-8 to spreadsheets."""
    rows = ([_csv_cell(cell) for cell in _cells(row)] for row in _rows(work, wanted, order))
    return b"\xef\xbb\xbf" + csv_text(_after_head(rows), ";").encode()


def list_xlsx(work: Work, wanted: CaseFilter, order: Order) -> bytes:
    """The same as a workbook; texts stay texts and days stay days."""
    import xlsxwriter

    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("Dossiers")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, HEAD, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        for at, row in enumerate(_rows(work, wanted, order), start=1):
            for column, cell in enumerate(_cells(row)):
                if isinstance(cell, date):
                    sheet.write_datetime(at, column, cell, day)
                else:
                    sheet.write_string(at, column, cell)
    return out.getvalue()


def _after_head(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    yield list(HEAD)
    yield from rows


def _rows(work: Work, wanted: CaseFilter, order: Order) -> Iterator[CaseRow]:
    """Every row of the list, some hundreds at a time. Refused when it is longer than a file may be."""
    place, count = None, 0
    while True:
        page = list_cases(work, wanted, after=place, size=_BATCH, order=order)
        count += len(page.rows)
        if count > LARGEST:
            raise Refused(f"Deze lijst is te lang voor een bestand: meer dan {LARGEST} dossiers. Beperk ze eerst.")
        yield from case_rows(work, page.rows)
        if page.after is None:
            return
        place = page.after


def _cells(row: CaseRow) -> tuple[str | date, ...]:
    state = "Afgesloten" if row.is_closed else row.phase
    return (
        row.number,
        row.project,
        row.name,
        state,
        row.municipality,
        row.worker,
        row.opened_on,
        row.last_contact_on,
    )


def _csv_cell(cell: str | date) -> str:
    return cell if isinstance(cell, str) else date_nl(cell)

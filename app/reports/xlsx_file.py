"""The report as a workbook: one sheet of figures, one of money, one of the synthesis; numbers stay numbers."""

from decimal import Decimal
from io import BytesIO
from typing import Any

from app.reports.lines import FIGURE, HEAD, MONEY, lines_of
from app.reports.model import Number, Report

_WIDTHS = (8, 8, 40, 8, 40, 28, 8, 14, 14, 14, 12)


def as_xlsx(report: Report) -> bytes:
    """The bytes of the workbook."""
    import xlsxwriter

    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": f"Beleidsevaluatie {report.year}"})
        bold = book.add_format({"bold": True})
        for name, kind in (("Cijfers", FIGURE), ("Geld", MONEY)):
            _lines(book.add_worksheet(name), report, kind, bold)
        _synthesis(book.add_worksheet("Synthese"), report, bold)
    return out.getvalue()


def _lines(sheet: Any, report: Report, kind: str, bold: Any) -> None:  # noqa: ANN401 - the writer has no types
    sheet.write_row(0, 0, HEAD, bold)
    sheet.freeze_panes(1, 0)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    for row, line in enumerate((each for each in lines_of(report) if each.kind == kind), start=1):
        before = (line.code, line.level, line.title, line.kind, line.name, line.breakdown, line.year, line.basis)
        cells = (*before, line.hidden or _cell(line.value), line.unit, line.source)
        for column, cell in enumerate(cells):
            if cell is not None:
                sheet.write(row, column, cell)


def _synthesis(sheet: Any, report: Report, bold: Any) -> None:  # noqa: ANN401 - the writer has no types
    sheet.write_row(0, 0, ("code", "titel", "post", *(column.label for column in report.synthesis_columns)), bold)
    sheet.freeze_panes(1, 0)
    sheet.set_column(1, 1, 40)
    rows: list[tuple[object, ...]] = []
    for line in report.synthesis:
        parts = (("Saldo", line.balance), ("O", line.receipts), ("U", line.expenses))
        rows += [(line.code, line.title, name, *cells) for name, cells in parts]
    rows += [("", label, "", *cells) for label, cells in report.totals]
    for at, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if cell is not None:
                sheet.write(at, column, cell)


def _cell(value: Number | None) -> int | float | None:
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)

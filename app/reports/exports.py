"""The report as JSON document and as CSV: the same data, other clothes."""

import csv
import io
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.reports.lines import HEAD, lines_of
from app.reports.model import Report

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_document(report: Report) -> dict[str, Any]:
    """The report as plain JSON types; numbers that are whole stay whole."""
    document: dict[str, Any] = _plain(asdict(report))
    return document


def as_csv(report: Report) -> str:
    """One line for each amount and each figure, for a spreadsheet; semicolons, decimal comma left out on purpose."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(HEAD)
    for line in lines_of(report):
        shown = line.hidden or line.value
        cells = (line.code, line.level, line.title, line.kind, line.name, line.breakdown, line.year, line.basis, shown)
        writer.writerow([safe(cell) for cell in (*cells, line.unit, line.source)])
    return out.getvalue()


def safe(cell: object) -> object:
    """Text that a spreadsheet would read as a formula gets an apostrophe; numbers stay numbers."""
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return "'" + cell
    return _plain(cell)


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a report holds
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case datetime() | date():
            return value.isoformat()
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case _:
            return value

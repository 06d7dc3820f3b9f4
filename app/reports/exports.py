"""The report as JSON document and as CSV: the same data, other clothes."""

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.reports.model import Figure, Report, Section

CSV_HEAD = ("code", "niveau", "titel", "soort", "naam", "uitsplitsing", "jaar", "basis", "waarde", "eenheid", "bron")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_document(report: Report) -> dict[str, Any]:
    """The report as plain JSON types; numbers that are whole stay whole."""
    document: dict[str, Any] = _plain(asdict(report))
    return document


def as_csv(report: Report) -> str:
    """One line for each amount and each figure, for a spreadsheet; semicolons, decimal comma left out on purpose."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(CSV_HEAD)
    for section in report.sections:
        for line in (*_money_lines(section), *_figure_lines(section, report.year)):
            writer.writerow([_safe(cell) for cell in (section.code, section.level, section.title, *line)])
    return out.getvalue()


def _money_lines(section: Section) -> Iterator[tuple[object, ...]]:
    for table in section.money:
        for name, cells in table.rows:
            for column, cell in zip(table.columns, cells, strict=True):
                if cell is not None:
                    yield ("geld", f"{table.kind} {name.lower()}", "", column.year, column.basis, cell, "euro", "")


def _figure_lines(section: Section, year: int) -> Iterator[tuple[object, ...]]:
    for figure in section.figures:
        yield from _lines_of(figure, year)


def _lines_of(figure: Figure, year: int) -> Iterator[tuple[object, ...]]:
    head = ("cijfer", figure.key)
    yield (*head, figure.breakdown, year, "", figure.value, figure.unit, figure.source)
    if figure.frozen is not None:
        yield (*head, figure.breakdown, year, "", figure.frozen, figure.unit, "frozen")
    if figure.published is not None:
        yield (*head, figure.breakdown, year, "", figure.published, figure.unit, "published")
    for dimension, groups in (figure.by or {}).items():
        for group, value in groups.items():
            yield (*head, f"{dimension}={group}", year, "", value, figure.unit, figure.source)


def _safe(cell: object) -> object:
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

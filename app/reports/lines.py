"""The report as flat lines: the one list of amounts and figures that every file format writes."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.reports.model import Figure, Number, Report, Section

MONEY, FIGURE = "geld", "cijfer"


@dataclass(frozen=True)
class Line:
    """One amount or one figure with everything that tells what it is."""

    code: str
    level: str
    title: str
    kind: str
    name: str
    breakdown: str
    year: int
    basis: str
    value: Number | None
    unit: str
    source: str
    hidden: str = ""
    """What stands in place of a value that is not published: `<5` or a point."""


HEAD = ("code", "niveau", "titel", "soort", "naam", "uitsplitsing", "jaar", "basis", "waarde", "eenheid", "bron")


def lines_of(report: Report) -> Iterator[Line]:
    """Every amount and figure of the report, in its order."""
    for section in report.sections:
        yield from _money(section)
        for figure in section.figures:
            yield from _figure(section, figure, report.year)


def _money(section: Section) -> Iterator[Line]:
    head = (section.code, section.level, section.title, MONEY)
    for table in section.money:
        for name, cells in table.rows:
            for column, cell in zip(table.columns, cells, strict=True):
                if cell is not None:
                    kind = f"{table.kind} {name.lower()}"
                    yield Line(*head, kind, "", column.year, column.basis, cell, "euro", "")


def _figure(section: Section, figure: Figure, year: int) -> Iterator[Line]:
    def line(value: Number | None, source: str, breakdown: str = figure.breakdown, hidden: str = "") -> Line:
        head = (section.code, section.level, section.title, FIGURE, figure.key)
        return Line(*head, breakdown, year, "", value, figure.unit, source, hidden)

    yield line(figure.value, figure.source, hidden=figure.hidden)
    if figure.frozen is not None:
        yield line(figure.frozen, "frozen")
    if figure.published is not None:
        yield line(figure.published, "published")
    if figure.target is not None:
        yield line(figure.target, "target")
    for dimension, groups in (figure.by or {}).items():
        for group, value in groups.items():
            hidden = (figure.hidden_parts or {}).get(dimension, {}).get(group, "")
            yield line(value, figure.source, f"{dimension}={group}", hidden)

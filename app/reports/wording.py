"""How figures of the report are written in words, the same in every format that is read by people."""

from collections.abc import Iterable, Iterator
from typing import Final

from app.reports.letterhead import letterhead
from app.reports.model import Figure, Number, Report, Section
from app.web.formatting import date_nl, datetime_nl, number, percent

SOURCES: Final = {
    "records": "uit de dossiers",
    "counter": "geteld",
    "derived": "uit andere cijfers",
    "published": "gepubliceerd",
}
VERDICTS: Final = {"reached": "gehaald", "nearly": "bijna gehaald", "missed": "niet gehaald"}
_RATE_DECIMALS = 2


def about(report: Report) -> tuple[str, ...]:
    """What a document says of itself before anything else: plan, days, and what of its head is unconfirmed."""
    days = f"Cijfers op {date_nl(report.measured_on)}, berekend op {datetime_nl(report.computed_at)}."
    return tuple(filter(None, (f"Meerjarenplan {report.plan}. {days}", letterhead().remark)))


def indicator_of(section: Section, report: Report) -> str:
    """The line on the indicator of an action plan: its name, and where its measurements stand; empty without one."""
    if not section.indicator:
        return ""
    return f"Indicator: {section.indicator}. De metingen van {date_nl(report.measured_on)} staan bij de acties."


def heading_of(section: Section) -> str:
    """Code, short title and priority, as the association prints them."""
    return f"{section.code} {section.title}{' (Prioritair)' if section.priority else ''}"


def written(figure: Figure, value: Number | None) -> str:
    """A value of a figure: a rate as a percentage, anything else as a number."""
    return number(value) if figure.denominator is None else percent(value, _RATE_DECIMALS)


def shown(figure: Figure) -> str:
    """The value of this year, or the mark in its place."""
    return figure.hidden or written(figure, figure.value)


def name_of(figure: Figure) -> str:
    """Its label with the part that it is about."""
    part = figure.breakdown.replace(";", ", ").replace("=", ": ")
    return f"{figure.label} {part}".strip()


def aim(figure: Figure) -> str:
    """What is wanted, and whether that was reached; nothing where nothing is wanted."""
    where = VERDICTS.get(figure.verdict, "")
    return f"{written(figure, figure.target)}{', ' if where else ''}{where}"


def figure_rows(figures: Iterable[Figure], *, closed: bool) -> Iterator[tuple[Figure, str, list[str]]]:
    """(figure, name, cells) of a table: this year, last year, if closed what was frozen, what was printed, the aim."""
    for figure in figures:
        printed = figure.value if figure.source == "published" else figure.published
        frozen = [written(figure, figure.frozen)] if closed else []
        last = figure.hidden_last_year or written(figure, figure.last_year)
        cells = [shown(figure), last, *frozen, number(printed), aim(figure)]
        yield figure, name_of(figure), cells

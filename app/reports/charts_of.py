"""What of a report is better looked at than read: money, targets, counts by municipality."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from app.reports.model import Figure, MoneyTable, Number, Report, Section
from app.reports.money import ACCOUNT

_OPERATING: Final = "exploitatie"
_MUNICIPALITY: Final = "municipality"
_FEWEST: Final = 2
_MOST: Final = 4
"""More charts of one kind in one section are not looked at; a figure has a page of its own."""


@dataclass(frozen=True)
class MoneyChart:
    """Receipts and expenses of the accounts, year by year."""

    receipts: list[tuple[str, Number | None]]
    expenses: list[tuple[str, Number | None]]


@dataclass(frozen=True)
class PlaceChart:
    """One count by municipality; a part that is not published has no bar."""

    label: str
    items: list[tuple[str, Number | None]]


@dataclass(frozen=True)
class AimChart:
    """One figure against what the plan wants of it, with last year."""

    label: str
    value: Number
    goal: Number
    previous: Number | None


@dataclass(frozen=True)
class SeriesChart:
    """One figure over the years of the plan, by one rule."""

    label: str
    points: list[tuple[str, Number | None]]


@dataclass(frozen=True)
class Drawn:
    """A chart as bars, for a format that has but one kind; `mark` is what the bars are held against."""

    title: str
    items: list[tuple[str, Number | None]]
    mark: tuple[str, Number] | None = None


@dataclass(frozen=True)
class SectionCharts:
    """The charts of one section."""

    money: MoneyChart | None
    places: list[PlaceChart]
    aims: list[AimChart]
    series: list[SeriesChart]

    def pictures(self, code: str) -> Iterator[Drawn]:
        """Every chart as bars, in the order in which the page shows them."""
        if self.money:
            yield Drawn(f"Uitgaven van {code} volgens de rekening, hele euro", self.money.expenses)
            yield Drawn(f"Ontvangsten van {code} volgens de rekening, hele euro", self.money.receipts)
        for chart in self.series:
            yield Drawn(f"{chart.label} over de jaren", chart.points)
        for aim in self.aims:
            last = [("Vorig jaar", aim.previous)] if aim.previous is not None else []
            yield Drawn(f"{aim.label} tegenover het doel", [*last, ("Dit jaar", aim.value)], ("Doel", aim.goal))
        for place in self.places:
            yield Drawn(f"{place.label} per gemeente", place.items)


def charts_of(report: Report) -> dict[str, SectionCharts]:
    """The charts of every section that has one, under its code."""
    names = dict(report.places)
    found = {
        each.code: SectionCharts(
            money_chart(each), place_charts(each, names), aim_charts(each), series_charts(each, report.year)
        )
        for each in report.sections
    }
    return {code: charts for code, charts in found.items() if any(charts.pictures(code))}


def money_chart(section: Section) -> MoneyChart | None:
    """Of a goal, objective or plan with operating money in some years; an action has its table."""
    table = next((each for each in section.money if each.kind == _OPERATING), None)
    if table is None or section.level == "actie":
        return None
    chart = MoneyChart(_accounts(table, table.receipts), _accounts(table, table.expenses))
    known = [value for _, value in chart.expenses if value is not None]
    return chart if len(known) >= _FEWEST else None


def place_charts(section: Section, names: dict[str, str]) -> list[PlaceChart]:
    """Of every count of the section that is known by municipality and is not nothing everywhere."""
    found = []
    for figure in section.figures:
        parts = _parts(figure)
        if figure.is_count and sum(1 for value in parts.values() if value) >= _FEWEST:
            items = [(names.get(code, "Onbekend"), parts[code]) for code in (*names, "unknown") if code in parts]
            found.append(PlaceChart(figure.label, items))
    return found[:_MOST]


def series_charts(section: Section, year: int) -> list[SeriesChart]:
    """Of the first counts of the section that were something in several earlier years; a figure has its page."""
    found = []
    for figure in section.figures:
        value = figure.value if figure.frozen is None else figure.frozen
        known = [point for _, point in figure.series if point]
        if figure.is_count and value is not None and len(known) >= _FEWEST:
            points = [(str(at), point) for at, point in (*figure.series, (year, value))]
            found.append(SeriesChart(figure.label, points))
    return found[:_MOST]


def aim_charts(section: Section) -> list[AimChart]:
    """Of every figure with a target and a value that may be shown; a share stands in the table as a percentage."""
    found = []
    for figure in section.figures:
        value = figure.value if figure.frozen is None else figure.frozen
        if figure.target is not None and value is not None and figure.denominator is None:
            found.append(AimChart(figure.label, value, figure.target, figure.last_year))
    return found


def _parts(figure: Figure) -> dict[str, Number | None]:
    frozen = figure.frozen_by if figure.frozen is not None else None
    return dict((frozen or figure.by or {}).get(_MUNICIPALITY, {}))


def _accounts(table: MoneyTable, cells: tuple[int | None, ...]) -> list[tuple[str, Number | None]]:
    return [
        (str(column.year), cell) for column, cell in zip(table.columns, cells, strict=True) if column.basis == ACCOUNT
    ]

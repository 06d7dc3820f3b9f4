"""What of a report is better looked at than read: money, targets, counts by municipality."""

from dataclasses import dataclass
from typing import Final

from app.reports.model import Figure, MoneyTable, Number, Report, Section
from app.reports.money import ACCOUNT

_OPERATING: Final = "exploitatie"
_MUNICIPALITY: Final = "municipality"
_FEWEST: Final = 2


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
class SectionCharts:
    """The charts of one section."""

    money: MoneyChart | None
    places: list[PlaceChart]
    aims: list[AimChart]


def charts_of(report: Report) -> dict[str, SectionCharts]:
    """The charts of every section that has one, under its code."""
    names = dict(report.places)
    found = {
        each.code: SectionCharts(money_chart(each), place_charts(each, names), aim_charts(each))
        for each in report.sections
    }
    return {code: charts for code, charts in found.items() if charts.money or charts.places or charts.aims}


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
    return found


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

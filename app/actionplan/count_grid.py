"""The grid in which an action is counted: a row per series, a column per month, read and read back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final
from uuid import UUID

from app.access.actor import REGION
from app.access.work import Work
from app.actionplan.kinds import Taken
from app.actionplan.models import PlanNode
from app.actionplan.models_count import Count
from app.actionplan.queries_count import PERMISSION, actions_of, counts_of, indicators_at, known_series
from app.actionplan.queries_indicator import rules_of
from app.actionplan.rules_count import checked_breakdown, month_end
from app.actionplan.service_count import Entry
from app.core.errors import NotFound, Refused
from app.core.period import Period
from app.organisations.queries import municipalities_in
from app.web.parsing import parse_decimal

MONTHS: Final = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_SEPARATOR: Final = "|"


@dataclass(frozen=True)
class Series:
    """What one row counts."""

    key: str
    indicator_uid: UUID
    label: str
    unit: str
    municipality: str = ""
    breakdown: str = ""
    taken: Taken = Taken.SUM

    @property
    def name(self) -> str:
        """How the row is found again when the grid comes back."""
        return _SEPARATOR.join((self.key, self.municipality, self.breakdown))


@dataclass
class Cell:
    """One month of one row. A month with several counts shows their sum and is not edited here."""

    on: date
    counts: list[Count] = field(default_factory=list)
    typed: str | None = None

    @property
    def value(self) -> Decimal | None:
        """What is counted, None for nothing."""
        return sum((count.value for count in self.counts), Decimal(0)) if self.counts else None

    @property
    def shown(self) -> str:
        """The text in the cell: what was typed, else what is counted."""
        return self.before.replace(".", ",") if self.typed is None else self.typed

    @property
    def before(self) -> str:
        """The value that the reader saw, as it is sent back."""
        return "" if self.value is None else format(self.value.normalize(), "f")

    @property
    def is_open(self) -> bool:
        """Whether it can be edited here."""
        return len(self.counts) <= 1


@dataclass(frozen=True)
class Row:
    """One series with its twelve months."""

    series: Series
    place: str
    cells: list[Cell]

    @property
    def total(self) -> Decimal | None:
        """What the year comes to by the rule of the indicator: the sum of the months, or the last of them."""
        known = [cell.value for cell in self.cells if cell.value is not None]
        if self.series.taken is Taken.SUM:
            return sum(known, Decimal(0))
        return known[-1] if known else None


@dataclass(frozen=True)
class Grid:
    """One action in one year."""

    node: PlanNode
    year: int
    rows: list[Row]
    places: list[tuple[str, str]]
    """(code, name) of where the reader may count; the region itself has no code."""
    indicators: list[tuple[str, str]]

    def cell(self, row: int, month: int) -> Cell:
        """One cell, by place."""
        return self.rows[row].cells[month]


def grid_of(work: Work, year: int, code: str, extra: Sequence[tuple[str, str, str]] = ()) -> Grid:
    """The grid of an action; `extra` asks for more rows as (indicator key, municipality, breakdown)."""
    node = next((each for each in actions_of(work.session, year) if each.code == code), None)
    if node is None:
        raise NotFound
    places = _places(work, year)
    known = {key: (uid, label, unit) for key, uid, label, unit in indicators_at(work.session, node)}
    counts = counts_of(work, node.uid, year)
    wanted = [(count, count.municipality, count.breakdown) for count in counts]
    keys = {uid: key for key, (uid, _, _) in known.items()}
    here = dict(places)
    names = [(keys[count.indicator_uid], place, series) for count, place, series in wanted if place in here]
    counted = {key for key, _, _ in names}
    before = [each for each in known_series(work.session, node, year) if each[0] not in counted and each[1] in here]
    counted |= {key for key, _, _ in before}
    plain = [(key, places[0][0], "") for key in known if key not in counted] if places else []
    rules = rules_of(work.session, year)
    taken = {key: rules[key].taken if key in rules else Taken.SUM for key in known}
    rows = [
        _row(Series(key, *known[key], place, series, taken[key]), here, year, counts)
        for key, place, series in dict.fromkeys([*names, *before, *plain, *extra])
        if key in known and place in here
    ]
    rows.sort(key=lambda row: (row.series.label, row.place, row.series.breakdown))
    return Grid(node, year, rows, places, [(key, label) for key, (_, label, _) in known.items()])


def asked_row(key: str, place: str, breakdown: str) -> tuple[str, str, str]:
    """A row that somebody asks for; refused when the breakdown cannot be read."""
    return key, place, checked_breakdown(breakdown)


def entries_from(grid: Grid, form: Mapping[str, str]) -> tuple[list[Entry], list[str]]:
    """The cells that were changed as counts, and what could not be read; what was typed stays in the grid."""
    entries, problems = [], []
    for place, row in enumerate(grid.rows):
        for month, cell in enumerate(row.cells):
            text = form.get(f"c-{place}-{month}")
            if text is None or not cell.is_open:
                continue
            cell.typed = text
            try:
                entry = _entry(grid, row, cell, text.strip(), form.get(f"b-{place}-{month}", ""))
            except (Refused, ValueError, InvalidOperation) as wrong:
                problems.append(f"{row.series.label}, {MONTHS[month]}: {wrong}")
            else:
                entries += [entry] if entry else []
    return entries, problems


def sent_rows(form: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """The rows that a grid was sent with, so that it comes back the same."""
    names = (form[name].split(_SEPARATOR) for name in form if name.startswith("s-"))
    return [(parts[0], parts[1], parts[2]) for parts in names if len(parts) == len(("key", "place", "series"))]


def _entry(grid: Grid, row: Row, cell: Cell, text: str, before: str) -> Entry | None:
    seen = Decimal(before) if before else None
    if not text and seen is None:
        return None
    if not text:
        raise Refused("een telling verdwijnt niet; schrijf 0 en de reden.")
    value = parse_decimal(text)
    if value == seen:
        return None
    series = row.series
    return Entry(
        action=grid.node.code,
        node_uid=grid.node.uid,
        key=series.key,
        indicator_uid=series.indicator_uid,
        on=cell.counts[0].on if cell.counts else cell.on,
        value=value,
        municipality=series.municipality,
        breakdown=series.breakdown,
        before=seen,
    )


def _row(series: Series, places: Mapping[str, str], year: int, counts: Iterable[Count]) -> Row:
    cells = [Cell(month_end(year, month)) for month in range(1, 13)]
    for count in counts:
        same = (count.indicator_uid, count.municipality, count.breakdown)
        if same == (series.indicator_uid, series.municipality, series.breakdown):
            cells[count.on.month - 1].counts.append(count)
    return Row(series, places.get(series.municipality, series.municipality), cells)


def _places(work: Work, year: int) -> list[tuple[str, str]]:
    """Where the actor may count in a year: the region first."""
    names = municipalities_in(work.session, Period.of_year(year))
    found = [(code, name) for code, name in names.items() if work.actor.holds(PERMISSION, None, code)]
    return [("", "hele regio"), *found] if work.actor.holds(PERMISSION, None, REGION) else found

"""What the page of one figure shows: the number, its rule, last year, the series, its parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from sqlalchemy.orm import Session

from app.actionplan.catalogue import measure_named
from app.actionplan.counters import PREFIX as COUNTERS
from app.actionplan.evaluation import Evaluation, Number, evaluate
from app.actionplan.kinds import Direction, Verdict
from app.actionplan.measures import COUNTER, RECORDS, Aggregate, Dimension, Measure
from app.actionplan.quality import excluded_records
from app.actionplan.queries_count import last_count_at
from app.actionplan.queries_indicator import targets_of
from app.actionplan.queries_measurement import newest_frozen, revisions
from app.actionplan.queries_tree import published_figures
from app.actionplan.rules_target import verdict
from app.actionplan.wording import Wording
from app.core.errors import NotFound
from app.core.period import Period
from app.web.formatting import number, percent

SERIES_YEARS: Final = 5
_NOTHING: Final = ("0", "–")
_RATE_DECIMALS: Final = 2


@dataclass(frozen=True)
class Part:
    """One group of a breakdown."""

    group: str
    label: str
    value: Number | None


@dataclass(frozen=True)
class Breakdown:
    """A figure by one dimension."""

    key: str
    label: str
    parts: list[Part]

    @property
    def bars(self) -> list[tuple[str, Number | None]]:
        """(label, value) of every part."""
        return [(part.label, part.value) for part in self.parts]


@dataclass(frozen=True)
class Revision:
    """The figure as one closing of the year froze it."""

    number: int
    shown: str
    at: datetime | None
    reason: str
    note: str


@dataclass(frozen=True)
class TargetLine:
    """What is wanted of the figure in its year, and where it is against that."""

    value: Decimal
    direction: Direction
    owner: str
    confirmed: bool
    verdict: Verdict | None


@dataclass(frozen=True)
class FigurePage:
    """The variables of the page."""

    measure: Measure
    year: int
    shown: str
    last_year: str
    delta: Number | None
    evaluation: Evaluation
    series: list[tuple[str, Number | None]]
    breakdowns: list[Breakdown]
    published: str | None
    revisions: list[Revision]
    """What was frozen for the year, oldest first."""
    target: TargetLine | None
    other_rules: list[tuple[int, str, str]]
    """(year, value, rule) of closed years in the series that were measured by another version of the rule."""
    excluded: list[tuple[str, int]]
    """What the rule leaves out, with how many there were in the year."""
    fresh_at: datetime | None
    """When the last count was written, of a figure that is counted by hand."""


def figure_page(session: Session, measure: Measure, year: int) -> FigurePage:
    """Compute everything of the page now, from the records."""
    now = evaluate(session, measure, Period.of_year(year))
    years = range(year - SERIES_YEARS + 1, year)
    other_rules = _other_rules(session, measure, [*years, year])
    apart = {each for each, _, _ in other_rules}
    earlier = [
        (before, evaluate(session, measure, Period.of_year(before), dimensions=()).value)
        for before in years
        if before not in apart
    ]
    last = dict(earlier).get(year - 1)
    return FigurePage(
        measure=measure,
        year=year,
        shown=in_words(measure, now.value),
        last_year=in_words(measure, last),
        delta=now.value - last if measure.is_count and now.value is not None and last is not None else None,
        evaluation=now,
        series=[(str(at), _rounded(measure, value)) for at, value in [*earlier, (year, now.value)]],
        breakdowns=[_breakdown(session, measure, each, now.by[each.key]) for each in measure.dimensions],
        published=_published(session, measure, year),
        revisions=[
            Revision(close.revision, in_words(measure, frozen.number), close.decided_at, close.reason or "", close.note)
            for frozen, close in revisions(session, year, measure.key)
        ],
        target=_target(session, measure, year, now.value),
        other_rules=[each for each in other_rules if each[1] not in _NOTHING],
        excluded=excluded_records(session, measure, Period.of_year(year)),
        fresh_at=last_count_at(session, measure.key.removeprefix(COUNTERS)) if measure.source == COUNTER else None,
    )


def _target(session: Session, measure: Measure, year: int, value: Number | None) -> TargetLine | None:
    row = targets_of(session, year).get(measure.key)
    if row is None:
        return None
    where = verdict(value, row.value, row.direction, row.band) if value is not None else None
    return TargetLine(row.value, row.direction, row.owner, row.confirmed, where)


def _other_rules(session: Session, measure: Measure, years: Sequence[int]) -> list[tuple[int, str, str]]:
    """Years that had another version of the rule, or were closed under one: told apart, never drawn in one series."""
    found = {
        each.year: (each.year, in_words(measure, each.number), each.definition)
        for each in newest_frozen(session, measure.key, years)
        if each.definition_version != measure.version
    }
    for year in years if measure.source != RECORDS else ():
        own = _rule_of(session, measure, year)
        if own.version != measure.version and year not in found:
            value = evaluate(session, own, Period.of_year(year), dimensions=()).value
            found[year] = (year, in_words(own, value), own.definition)
    return [found[year] for year in sorted(found)]


def _rule_of(session: Session, measure: Measure, year: int) -> Measure:
    """The version of a figure that held in a year; the one at hand where none is written for it."""
    try:
        return measure_named(session, measure.key, year)
    except NotFound:
        return measure


def in_words(measure: Measure, value: Number | None) -> str:
    """A value as it is shown: whole, with decimals, or as a percentage."""
    if measure.aggregate is Aggregate.RATE:
        return percent(value, _RATE_DECIMALS)
    return number(value, measure.decimals)


def _breakdown(session: Session, measure: Measure, dimension: Dimension, by: Mapping[str, Number | None]) -> Breakdown:
    wording = Wording(session, dimension)
    order = [*wording.labels, *sorted(set(by) - set(wording.labels))]
    parts = [Part(group, wording.of(group), _rounded(measure, by[group])) for group in order if group in by]
    return Breakdown(dimension.key, dimension.label, parts)


def _rounded(measure: Measure, value: Number | None) -> Number | None:
    if value is None or isinstance(value, int):
        return value
    if measure.aggregate is Aggregate.RATE:
        return round(value, _RATE_DECIMALS + 2)
    return value if measure.decimals is None else round(value, measure.decimals)


def _published(session: Session, measure: Measure, year: int) -> str | None:
    key = measure.published_keys.get(year)
    for figure in published_figures(session, [year]) if key else ():
        if figure.indicator.key == key and not figure.breakdown:
            return number(figure.value)
    return None

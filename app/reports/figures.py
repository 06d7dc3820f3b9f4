"""The figures of a report: counted now, beside what was frozen and what documents printed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from app.actionplan.catalogue import measures_in, other_rules
from app.actionplan.evaluation import Evaluation, amounts, evaluate_all
from app.actionplan.frozen import amounts_of
from app.actionplan.measures import COUNTER, RECORDS, Measure
from app.actionplan.models import PublishedFigure
from app.actionplan.models_indicator import IndicatorTarget
from app.actionplan.models_measurement import Measurement
from app.actionplan.queries_indicator import targets_of
from app.actionplan.queries_measurement import every_revision, frozen_figures, frozen_rows
from app.actionplan.queries_tree import published_figures
from app.actionplan.rules_target import verdict
from app.core.period import Period
from app.reports.model import Figure, Number
from app.reports.suppression import is_dominated

PUBLISHED = "published"
AMOUNT = "euro"
SERIES_YEARS = 5


def totals_by_action(session: Session, year: int) -> dict[str, list[Figure]]:
    """As `figures_by_action`, without their parts."""
    return figures_by_action(session, year, ())


def figures_by_action(
    session: Session, year: int, dimensions: Collection[str] | None = None
) -> dict[str, list[Figure]]:
    """The figures counted for one year, per code of the action: those of projects as declared, then the counters."""
    found: dict[str, list[Figure]] = defaultdict(list)
    printed = {
        (figure.year, figure.indicator.key): figure
        for figure in published_figures(session, [year])
        if not figure.breakdown
    }
    measures, frozen = measures_in(session, year), frozen_figures(session, year)
    targets, frozen_before = targets_of(session, year), frozen_figures(session, year - 1)
    current = evaluate_all(session, measures, Period.of_year(year), dimensions)
    earlier = evaluate_all(session, measures, Period.of_year(year - 1), dimensions=())
    changed, revised = other_rules(session, measures, year - 1), every_revision(session, year)
    for measure, now, before in zip(measures, current, earlier, strict=True):
        beside = printed.get((year, measure.published_keys.get(year, "")))
        last = None if measure.key in changed else before.value
        figure = _counted(measure, now, last, beside, *revised.get(measure.key, ()))
        figure = _with_last_closing(figure, measure, frozen_before.get(measure.key))
        if dimensions is None and measure.source == RECORDS and measure.unit == AMOUNT:
            figure = replace(figure, is_dominated=_is_dominated(session, measure, year, frozen.get(measure.key)))
        found[measure.action].append(_with_target(figure, targets.get(measure.key)))
    return _with_series(session, found, year) if dimensions is None else found


def _with_series(session: Session, found: dict[str, list[Figure]], year: int) -> dict[str, list[Figure]]:
    """The same figures with the years before: as they were closed, else as they are counted now by the same rule."""
    before = {at: _totals_of(session, at) for at in range(year - SERIES_YEARS + 1, year - 1)}
    versions = {measure.key: measure.version for measure in measures_in(session, year)}

    def series(figure: Figure) -> tuple[tuple[int, Number | None], ...]:
        own = ((at, totals.get((figure.key, versions[figure.key]))) for at, totals in before.items())
        last = () if figure.last_year is None else ((year - 1, figure.last_year),)
        return (*((at, value) for at, value in own if value is not None), *last)

    return {code: [replace(each, series=series(each)) for each in figures] for code, figures in found.items()}


def _totals_of(session: Session, year: int) -> dict[tuple[str, int], Number | None]:
    """(key, version of the rule) -> value of each count of a year."""
    frozen = frozen_figures(session, year)
    if frozen:
        return {(key, each.definition_version): _whole(each.number) for key, each in frozen.items()}
    counts = [measure for measure in measures_in(session, year) if measure.is_count]
    counted = evaluate_all(session, counts, Period.of_year(year), ())
    return {(each.measure.key, each.measure.version): _whole(each.value) for each in counted}


def published_by_node(session: Session, year: int) -> dict[UUID | None, list[Figure]]:
    """The printed figures of one year per node, last year's beside them; those tied to a measure are left out."""
    tied = {key for measure in measures_in(session, year) for at, key in measure.published_keys.items() if at == year}
    figures = published_figures(session, [year - 1, year])
    earlier = {_identity(figure): figure.value for figure in figures if figure.year == year - 1}
    found: dict[UUID | None, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.year == year and (figure.breakdown or figure.indicator.key not in tied):
            found[figure.node_uid].append(
                Figure(
                    key=figure.indicator.key,
                    label=figure.label or figure.indicator.label,
                    unit=figure.unit,
                    source=PUBLISHED,
                    value=figure.value,
                    last_year=earlier.get(_identity(figure)),
                    breakdown=figure.breakdown,
                    kind=figure.kind.value,
                    origin=figure.source,
                    note=figure.period or "",
                )
            )
    return found


def in_reading_order(figures: Iterable[Figure]) -> Sequence[Figure]:
    """Results before means, context, parameters and aims; otherwise as they come."""
    ranks = {"resultaat": 0, "middelen": 1}
    return sorted(figures, key=lambda figure: (figure.source == PUBLISHED, ranks.get(figure.kind, 2)))


def _identity(figure: PublishedFigure) -> tuple[str, str, str]:
    """The indicator, not the action: a next plan may give the action another code."""
    return figure.indicator.key, figure.breakdown, figure.unit


def _whole(value: Number | None) -> Number | None:
    """A number without places as a whole number, so that a count by hand is one like any other."""
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value


def _is_count(measure: Measure) -> bool:
    """Whether it counts records or persons; an amount in euro is a sum too, but no count."""
    return measure.is_count and (measure.divisor == 1 or measure.source == COUNTER)


def _with_target(figure: Figure, target: IndicatorTarget | None) -> Figure:
    """The figure with what is wanted of it, and where what counts for the year is against that."""
    if target is None:
        return figure
    value = figure.value if figure.frozen is None else figure.frozen
    where = verdict(value, target.value, target.direction, target.band).value if value is not None else ""
    return replace(figure, target=_whole(target.value), verdict=where)


def _with_last_closing(figure: Figure, measure: Measure, before: Measurement | None) -> Figure:
    """The figure with what stood when last year was closed, unless that was counted by another rule."""
    if before is None or before.definition_version != measure.version:
        return figure
    return replace(figure, last_year_frozen=_whole(before.number))


def _is_dominated(session: Session, measure: Measure, year: int, frozen: Measurement | None) -> bool:
    """Whether one record could be worked out from an amount, as it was frozen or else as it is now."""
    if frozen is not None:
        return is_dominated(amounts_of(frozen_rows(session, frozen.uid)))
    return is_dominated(amounts(session, measure, Period.of_year(year)))


def _counted(
    measure: Measure, now: Evaluation, last: Number | None, beside: PublishedFigure | None, *revisions: Measurement
) -> Figure:
    earlier, frozen = revisions[:-1], revisions[-1] if revisions else None
    return Figure(
        key=measure.key,
        label=measure.label,
        unit=measure.unit,
        source=measure.source,
        value=_whole(now.value),
        last_year=_whole(last),
        published=beside.value if beside else None,
        frozen=_whole(frozen.number) if frozen else None,
        frozen_by=frozen.by if frozen else None,
        frozen_numerator=frozen.numerator if frozen else None,
        frozen_denominator=frozen.denominator if frozen else None,
        frozen_records=frozen.records if frozen else None,
        revision=frozen.revision if frozen else None,
        revised_by=tuple(each.by for each in earlier),
        records=now.records,
        is_count=_is_count(measure),
        numerator=now.numerator,
        denominator=now.denominator,
        by=now.by,
        origin=beside.source if beside else "",
        parts_of=measure.parts,
        within=measure.within,
        of_people=measure.of_people,
    )


def closed_figures(session: Session, year: int) -> tuple[Figure, ...]:
    """The figures of a year as it was closed: what its own report rests on."""
    measures = {measure.key: measure for measure in measures_in(session, year)}
    frozen = frozen_figures(session, year)
    return tuple(
        Figure(
            key=key,
            label=each.label,
            unit=each.unit,
            source=each.source,
            value=_whole(each.number),
            by=each.by,
            is_count=_is_count(measures[key]),
            parts_of=measures[key].parts,
            within=measures[key].within,
            of_people=measures[key].of_people,
        )
        for key, each in frozen.items()
        if key in measures
    )

"""The engine: what a measure gives over a period, counted, broken down and as a list of its records."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from app.actionplan.measures import UNKNOWN, Aggregate, Dimension, Measure
from app.actionplan.survival import median
from app.core.period import Period

Number = int | Decimal

_PLACES = Decimal("1e-10")


@dataclass(frozen=True)
class Evaluation:
    """One figure over one period. A rate carries its numerator and denominator; `by` holds non-empty groups only."""

    measure: Measure
    period: Period
    value: Number | None
    numerator: int | None
    denominator: int | None
    by: Mapping[str, Mapping[str, Number | None]]
    records: int
    """How many different records were counted."""


@dataclass
class _Tally:
    """What was found for one group of records, until its value is asked."""

    weight: int = 0
    numerator: int = 0
    rows: int = 0
    records: int = 0
    durations: Counter[tuple[int, bool]] = field(default_factory=Counter)

    def add(self, aggregate: Aggregate, weight: int, numerator: int, rows: int, records: int) -> None:
        self.weight += weight
        self.numerator += numerator
        self.rows += rows
        self.records += records
        if aggregate is Aggregate.KAPLAN_MEIER_MEDIAN:
            self.durations[weight, bool(numerator)] += rows

    def value(self, measure: Measure) -> Number | None:
        match measure.aggregate:
            case Aggregate.SUM:
                return self.weight if measure.divisor == 1 else _exact(self.weight, measure.divisor)
            case Aggregate.MEAN:
                return _exact(self.weight, self.rows * measure.divisor)
            case Aggregate.RATE:
                return _exact(self.numerator, Decimal(self.weight))
            case Aggregate.KAPLAN_MEIER_MEDIAN:
                middle = median(self.durations)
                return None if middle is None else _exact(middle, measure.divisor)


def _exact(dividend: int, divisor: Decimal) -> Decimal | None:
    return (dividend / divisor).quantize(_PLACES) if divisor else None


def evaluate(
    session: Session, measure: Measure, period: Period, dimensions: Collection[str] | None = None
) -> Evaluation:
    """Compute a measure now, broken down by the given dimensions (all of them when None).

    One statement: the set of records once, and one grouping over it for each dimension. Codes are folded into
    their groups afterwards.
    """
    wanted = [each for each in measure.dimensions if dimensions is None or each.key in dimensions]
    folds = [_Fold(session, each) for each in wanted]
    total, parts = _Tally(), [dict[str, _Tally]() for _ in wanted]
    for place, code, *found in session.execute(_grouped(measure, period, wanted)):
        weight, numerator, rows, records = (int(number) for number in found)
        if place == 0:
            total.add(measure.aggregate, weight, numerator, rows, records)
        if wanted:
            tally = parts[place].setdefault(folds[place].group(code), _Tally())
            tally.add(measure.aggregate, weight, numerator, rows, records)
    is_rate = measure.aggregate is Aggregate.RATE
    return Evaluation(
        measure=measure,
        period=period,
        value=total.value(measure),
        numerator=total.numerator if is_rate else None,
        denominator=total.weight if is_rate else None,
        by={
            dimension.key: {
                group: tally.value(measure)
                for group, tally in sorted(groups.items())
                if tally.weight or not measure.is_count
            }
            for dimension, groups in zip(wanted, parts, strict=True)
        },
        records=total.records,
    )


def records(session: Session, measure: Measure, period: Period, groups: Mapping[str, str] | None = None) -> list[str]:
    """The references of exactly the records counted, sorted; `groups` narrows to a group of some dimensions."""
    counted = measure.select(period).cte("counted")
    query = select(counted.c.ref).where(*in_groups(session, measure, counted, groups or {}))
    return sorted(set(session.scalars(query)))


def in_groups(
    session: Session, measure: Measure, counted: CTE, groups: Mapping[str, str]
) -> Iterable[ColumnElement[bool]]:
    """Conditions on the counted set that narrow it to these groups."""
    for key, group in groups.items():
        dimension = measure.dimension(key)
        if dimension is None:
            raise KeyError(f"{measure.key} has no dimension {key}")
        yield _Fold(session, dimension).condition(counted.c[dimension.column], group)


def _grouped(measure: Measure, period: Period, dimensions: list[Dimension]) -> Any:  # noqa: ANN401 - select or union
    counted = measure.select(period).cte("counted")
    if not dimensions:
        return _one_grouping(measure, counted, 0, None)
    branches = [_one_grouping(measure, counted, place, each.column) for place, each in enumerate(dimensions)]
    return branches[0] if len(branches) == 1 else union_all(*branches)


def _one_grouping(measure: Measure, counted: CTE, place: int, column: str | None) -> Select[Any]:
    """Rows (dimension's place, code, weight, numerator, rows, records) of one grouping."""
    columns = counted.c
    keys: list[ColumnElement[Any]] = [] if column is None else [columns[column]]
    weight: ColumnElement[Any] = func.coalesce(func.sum(columns.weight), 0)
    numerator: ColumnElement[Any] = literal(0)
    if measure.aggregate is Aggregate.RATE:
        numerator = func.coalesce(func.sum(columns.numerator), 0)
    elif measure.aggregate is Aggregate.KAPLAN_MEIER_MEDIAN:
        weight, numerator = columns.weight, columns.numerator
        keys += [weight, numerator]
    rows = func.count()
    counts = func.coalesce(func.sum(columns.record), 0) if "record" in columns else rows
    code = null() if column is None else columns[column]
    return select(literal(place), code, weight, numerator, rows, counts).select_from(counted).group_by(*keys)


class _Fold:
    """The codes of one dimension and the groups they fall into."""

    def __init__(self, session: Session, dimension: Dimension) -> None:
        self._session = session
        self._dimension = dimension

    @cached_property
    def _groups(self) -> Mapping[str, str] | None:
        return self._dimension.groups(self._session) if self._dimension.groups else None

    def group(self, code: str | None) -> str:
        if code is None:
            return UNKNOWN
        return code if self._groups is None else self._groups.get(code, UNKNOWN)

    def condition(self, column: ColumnElement[Any], group: str) -> ColumnElement[bool]:
        if self._groups is None:
            return column.is_(None) | (column == UNKNOWN) if group == UNKNOWN else column == group
        if group == UNKNOWN:
            elsewhere = [code for code, other in self._groups.items() if other != UNKNOWN]
            return column.is_(None) | column.not_in(elsewhere)
        return column.in_([code for code, its_group in self._groups.items() if its_group == group])

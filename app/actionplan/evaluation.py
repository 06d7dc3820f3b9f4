"""The engine: what a measure gives over a period, counted, broken down and as a list of its records."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    String,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from app.access.wall import through_the_gate
from app.actionplan.measures import COUNTER, RECORDS, UNKNOWN, Aggregate, Dimension, Measure
from app.actionplan.survival import median
from app.core.period import Period
from app.core.written import Written, write

Number = int | Decimal

_PLACES = Decimal("1e-10")
_Drawn = tuple[Callable[[Period], Select[Any]], Aggregate, tuple[str | None, ...]]


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
        if measure.source == COUNTER and not self.rows:
            return None
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
    """Compute one measure now, broken down by the given dimensions (all of them when None)."""
    return evaluate_all(session, [measure], period, dimensions)[0]


@through_the_gate
def evaluate_all(
    session: Session, measures: Sequence[Measure], period: Period, dimensions: Collection[str] | None = None
) -> list[Evaluation]:
    """Compute several measures now, in one statement.

    The set of records of each measure is drawn once and grouped for each dimension; a set that several measures
    rest on (one CTE object) is drawn once for all of them. Codes are folded into their groups afterwards.
    """
    pending = [_Pending(session, each, period, dimensions) for each in measures]
    # What follows from others draws their sets again: in one statement with them their CTEs would meet by name.
    alone = [each for each in pending if each.measure.parts]
    together = [each for each in pending if not each.measure.parts]
    # The projects declare theirs once for all; what else there is is made anew with every look at the database.
    declared = [each for each in together if each.measure.source == RECORDS]
    made = [each for each in together if each.measure.source != RECORDS]
    for group in (declared, made, *([each] for each in alone)):
        _count(session, group)
    return [each.evaluation() for each in pending]


def _count(session: Session, pending: "Sequence[_Pending]") -> None:
    """Draw and group the sets of these measures in one statement."""
    for place, dimension, code, *found in _rows(session.connection(), pending) if pending else ():
        pending[place].take(dimension, code, *(int(number) for number in found))


def _rows(connection: Connection, pending: "Sequence[_Pending]") -> Iterable[Sequence[Any]]:
    drawn = tuple((each.measure.select, each.measure.aggregate, each.columns) for each in pending)
    period = pending[0].period
    if all(each.measure.source == RECORDS for each in pending):
        return _written(drawn, period, connection.dialect.name).run(connection)
    return connection.execute(_statement(drawn, period))


def _statement(drawn: tuple[_Drawn, ...], period: Period) -> CompoundSelect[Any] | Select[Any]:
    """All groupings of these sets."""
    branches = [
        _grouping(counted, aggregate, place, number, column)
        for place, (records_of, aggregate, columns) in enumerate(drawn)
        for counted in [records_of(period).cte(f"counted_{place}")]
        for number, column in enumerate(columns)
    ]
    return union_all(*branches) if branches[1:] else branches[0]


@lru_cache(maxsize=64)
def _written(drawn: tuple[_Drawn, ...], period: Period, kind: str) -> Written:
    """To write such a statement takes longer than to count a small register with it, so its text is remembered."""
    return write(_statement(drawn, period), kind)


def _grouping(counted: CTE, aggregate: Aggregate, place: int, number: int, column: str | None) -> Select[Any]:
    """Rows (place, number of the dimension, code, weight, numerator, rows, records)."""
    columns = counted.c
    code: ColumnElement[Any] = cast(null(), String) if column is None else columns[column]
    keys = [] if column is None else [code]
    weight: ColumnElement[Any] = func.coalesce(func.sum(columns.weight), 0)
    numerator: ColumnElement[Any] = literal(0)
    if aggregate is Aggregate.RATE:
        numerator = func.coalesce(func.sum(columns.numerator), 0)
    elif aggregate is Aggregate.KAPLAN_MEIER_MEDIAN:
        weight, numerator = columns.weight, columns.numerator
        keys += [weight, numerator]
    rows = func.count()
    different = func.coalesce(func.sum(columns.record), 0) if "record" in columns else rows
    found = select(literal(place), literal(number), code, weight, numerator, rows, different)
    return found.select_from(counted).group_by(*keys)


class _Pending:
    """One measure while its figures come in."""

    def __init__(self, session: Session, measure: Measure, period: Period, dimensions: Collection[str] | None) -> None:
        self.measure = measure
        self.period = period
        wanted = [each for each in measure.dimensions if dimensions is None or each.key in dimensions]
        self.folds = [Fold(session, each) for each in wanted]
        self.total = _Tally()
        self.parts: list[dict[str, _Tally]] = [{} for _ in wanted]

    @property
    def columns(self) -> tuple[str | None, ...]:
        """The column of each dimension, or one nothing for the total alone."""
        return tuple(fold.dimension.column for fold in self.folds) or (None,)

    def take(self, dimension: int, code: str | None, *found: int) -> None:
        """Add one row of a grouping."""
        if dimension == 0:
            self.total.add(self.measure.aggregate, *found)
        if self.folds:
            part = self.parts[dimension].setdefault(self.folds[dimension].group(code), _Tally())
            part.add(self.measure.aggregate, *found)

    def evaluation(self) -> Evaluation:
        """The figure, once every row came in."""
        is_rate = self.measure.aggregate is Aggregate.RATE
        return Evaluation(
            measure=self.measure,
            period=self.period,
            value=self.total.value(self.measure),
            numerator=self.total.numerator if is_rate else None,
            denominator=self.total.weight if is_rate else None,
            by={
                fold.dimension.key: {
                    group: tally.value(self.measure)
                    for group, tally in sorted(groups.items())
                    if tally.weight or not self.measure.is_count
                }
                for fold, groups in zip(self.folds, self.parts, strict=True)
            },
            records=self.total.records,
        )


@through_the_gate
def records(session: Session, measure: Measure, period: Period, groups: Mapping[str, str] | None = None) -> list[str]:
    """The references of exactly the records counted, sorted; `groups` narrows to a group of some dimensions."""
    counted = measure.select(period).cte("counted")
    query = select(counted.c.ref).where(*in_groups(session, measure, counted, groups or {}))
    return sorted(set(session.scalars(query)))


def counted_rows(session: Session, measure: Measure, period: Period) -> Iterator[tuple[str, UUID | None, str]]:
    """Every row counted: its ref, what it is, and in one notation its weight and the groups it falls into."""
    counted = measure.select(period).cte("counted")
    folds = [Fold(session, each) for each in measure.dimensions]
    numbers = [counted.c[name] for name in ("weight", "numerator") if name in counted.c]
    codes = [counted.c[fold.dimension.column] for fold in folds]
    for ref, uid, *found in session.execute(select(counted.c.ref, identity_of(counted), *numbers, *codes)):
        amounts = "/".join(str(number) for number in found[: len(numbers)])
        groups = (
            f"{fold.dimension.key}={fold.group(code)}" for fold, code in zip(folds, found[len(numbers) :], strict=True)
        )
        yield ref, uid, ";".join([amounts, *groups])


def amounts(session: Session, measure: Measure, period: Period) -> list[int]:
    """What each record brings to the weight of a figure."""
    counted = measure.select(period).cte("counted")
    return [int(each) for each in session.scalars(select(func.sum(counted.c.weight)).group_by(counted.c.ref))]


def identity_of(counted: CTE) -> ColumnElement[Any]:
    """The case that a row counts, else the other thing that it names; nothing where it names none."""
    known = next((counted.c[name] for name in ("case_uid", "entity_uid") if name in counted.c), None)
    return null() if known is None else known


def in_groups(
    session: Session, measure: Measure, counted: CTE, groups: Mapping[str, str]
) -> Iterable[ColumnElement[bool]]:
    """Conditions on the counted set that narrow it to these groups."""
    for key, group in groups.items():
        dimension = measure.dimension(key)
        if dimension is None:
            raise KeyError(f"{measure.key} has no dimension {key}")
        yield Fold(session, dimension).condition(counted.c[dimension.column], group)


class Fold:
    """The codes of one dimension and the groups they fall into."""

    def __init__(self, session: Session, dimension: Dimension) -> None:
        self._session = session
        self.dimension = dimension

    @cached_property
    def _groups(self) -> Mapping[str, str] | None:
        return self.dimension.groups(self._session) if self.dimension.groups else None

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

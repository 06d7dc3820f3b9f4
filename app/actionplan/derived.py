"""The measures that follow from others: their records are those of their parts, so that they open like any figure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import CTE, ColumnElement, Select, String, cast, literal, null, select, union_all
from sqlalchemy.orm import Session

from app.actionplan.kinds import DerivedKind
from app.actionplan.measures import Aggregate, Dimension, Measure
from app.actionplan.models_indicator import DerivedIndicator
from app.actionplan.queries_indicator import derived_rows
from app.core.period import Period
from app.core.types import Uid

PREFIX: Final = "derived."
SOURCE: Final = "derived"


def derived_measures(session: Session, known: Mapping[str, Measure], year: int | None = None) -> list[Measure]:
    """The derived measures of a year; one whose parts were never counted is left out."""
    return [measure for row in derived_rows(session, year) if (measure := _measure(row, known)) is not None]


def part_keys(row: DerivedIndicator) -> tuple[list[str], list[str]]:
    """The keys that are added up (or of the numerator), and those of the denominator."""
    return row.parts.split(";"), row.of.split(";") if row.of else []


def _measure(row: DerivedIndicator, known: Mapping[str, Measure]) -> Measure | None:
    above, below = part_keys(row)
    if any(key not in known for key in (*above, *below)):
        return None
    parts, base = [known[key] for key in above], [known[key] for key in below]
    every = [*parts, *base]
    if any(not each.is_count or each.divisor != every[0].divisor for each in every):
        return None
    is_rate = row.kind is DerivedKind.RATE
    dimensions = _shared(every)
    return Measure(
        key=PREFIX + row.key,
        action=row.action,
        label=row.label,
        unit=row.unit,
        definition=row.definition,
        select=_records(parts, base, dimensions),
        dimensions=dimensions,
        aggregate=Aggregate.RATE if is_rate else Aggregate.SUM,
        version=row.version,
        divisor=every[0].divisor,
        decimals=row.decimals,
        record_endpoint=every[0].record_endpoint if len({each.record_endpoint for each in every}) == 1 else "",
        source=SOURCE,
        since=row.from_year,
        of_people=any(each.of_people for each in every),
        owner=_owner(every),
        parts=tuple(each.key for each in every),
    )


def _owner(measures: Sequence[Measure]) -> str:
    """The project whose grants open the records; of several projects only a grant for all of them does."""
    projects = {each.project for each in measures}
    return projects.pop() if len(projects) == 1 else ""


def _shared(measures: Sequence[Measure]) -> tuple[Dimension, ...]:
    """The dimensions that every part has, under the same key and column."""
    rest = [{(each.key, each.column) for each in measure.dimensions} for measure in measures[1:]]
    return tuple(
        each for each in measures[0].dimensions if all((each.key, each.column) in dimensions for dimensions in rest)
    )


def _records(
    parts: Sequence[Measure], base: Sequence[Measure], dimensions: Iterable[Dimension]
) -> Callable[[Period], Select[Any]]:
    columns = list(dict.fromkeys(each.column for each in dimensions))

    def records(period: Period) -> Select[Any]:
        sets = [each.select(period).cte(f"part_{number}") for number, each in enumerate((*parts, *base))]
        named = [(name, kind) for name, kind in _OPTIONAL if any(name in found.c for found in sets)]
        rows = [_rows(found, named, columns, _Role.of(at, len(parts), bool(base))) for at, found in enumerate(sets)]
        return select(union_all(*rows).subquery())

    return records


class _Role(StrEnum):
    """What the rows of a part do: they are added up, or stand above or below the line of a rate."""

    ADDED = "added"
    ABOVE = "above"
    BELOW = "below"

    @classmethod
    def of(cls, place: int, above: int, is_rate: bool) -> "_Role":
        """The role of the part in that place, when so many parts come first."""
        if not is_rate:
            return cls.ADDED
        return cls.ABOVE if place < above else cls.BELOW


def _rows(found: CTE, named: Iterable[tuple[str, Any]], columns: Iterable[str], role: _Role) -> Select[Any]:
    """The rows of one part. Who is above the line is below it too, and is one record only once."""
    own: ColumnElement[Any] = found.c.record if "record" in found.c else literal(1)
    is_above = role is _Role.ABOVE
    return select(
        found.c.ref,
        (literal(0) if is_above else found.c.weight).label("weight"),
        (found.c.weight if is_above else literal(0)).label("numerator"),
        (literal(0) if is_above else own).label("record"),
        *((found.c[name] if name in found.c else cast(null(), kind)).label(name) for name, kind in named),
        *(found.c[name] for name in columns),
    )


_OPTIONAL: Final[tuple[tuple[str, Any], ...]] = (
    ("case_uid", Uid()),
    ("entity_uid", Uid()),
    ("number", String()),
    ("organisation", String()),
)
"""Columns that a part may have; where one has it the others give nothing, which opens and shows nothing."""

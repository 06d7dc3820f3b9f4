"""A figure as it is frozen: its value, its parts and every record it counts, in one notation with one hash."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.actionplan.evaluation import Evaluation, Number, counted_rows, evaluate_all
from app.actionplan.measures import Measure
from app.core.period import Period


@dataclass(frozen=True)
class Frozen:
    """One figure with the records behind it, ready to be stored or to be compared with what was stored."""

    evaluation: Evaluation
    rows: Mapping[str, str]
    """Ref -> how it counted."""
    identities: Mapping[str, UUID]
    """Ref -> the case, or the count, that it is; without what names none."""

    @property
    def measure(self) -> Measure:
        return self.evaluation.measure

    @property
    def value(self) -> str | None:
        return written(self.evaluation.value)

    @property
    def breakdown(self) -> dict[str, dict[str, str | None]]:
        """Dimension -> group -> value in plain notation."""
        return {
            dimension: {group: written(value) for group, value in groups.items()}
            for dimension, groups in self.evaluation.by.items()
        }

    @property
    def hash(self) -> str:
        """SHA-256 in hexadecimal over everything that the figure says and counts."""
        document: dict[str, Any] = {
            "key": self.measure.key,
            "year": self.evaluation.period.first.year,
            "version": self.measure.version,
            "value": self.value,
            "numerator": self.evaluation.numerator,
            "denominator": self.evaluation.denominator,
            "by": self.breakdown,
            "records": sorted(self.rows.items()),
        }
        text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()


def freeze(session: Session, measures: Iterable[Measure], year: int) -> Iterator[Frozen]:
    """The figures of a year as they are now, with the records that each counts."""
    period, wanted = Period.of_year(year), list(measures)
    for evaluation in evaluate_all(session, wanted, period):
        yield _with_rows(session, evaluation, period)


def _with_rows(session: Session, evaluation: Evaluation, period: Period) -> Frozen:
    """The figure with how each record counts: the texts of its rows, in order."""
    found: dict[str, list[str]] = {}
    identities: dict[str, UUID] = {}
    for ref, uid, row in counted_rows(session, evaluation.measure, period):
        found.setdefault(ref, []).append(row)
        if uid is not None:
            identities[ref] = uid
    return Frozen(evaluation, {ref: " | ".join(sorted(rows)) for ref, rows in found.items()}, identities)


def amounts_of(rows: Mapping[str, str]) -> list[int]:
    """What each frozen record brought to the weight of its figure, from how it counted."""
    return [sum(int(row.split(";")[0].split("/")[0]) for row in text.split(" | ")) for text in rows.values()]


def written(value: Number | None) -> str | None:
    """A number in plain decimal notation."""
    if value is None:
        return None
    return str(value) if isinstance(value, int) else format(value, "f")

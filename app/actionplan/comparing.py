"""What changed since a year was closed: each frozen figure against the same figure now, record by record."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.actionplan.catalogue import measures_in
from app.actionplan.evaluation import Number
from app.actionplan.frozen import freeze
from app.actionplan.models_measurement import Measurement
from app.actionplan.queries_measurement import frozen_figures, frozen_rows, last_closing
from app.core.errors import Refused


@dataclass(frozen=True)
class Difference:
    """One figure then and now, and exactly the records that make the difference."""

    measurement: Measurement
    now: Number | None
    added: list[str]
    removed: list[str]
    changed: list[str]
    """Counted then and now, but for another amount or in another group."""

    @property
    def is_empty(self) -> bool:
        """Whether value and records are what they were."""
        return not (self.added or self.removed or self.changed) and self.measurement.number == self.now


def compare_year(session: Session, year: int) -> list[Difference]:
    """Every frozen figure of a year against what it is now. Refused when the year was never closed."""
    if last_closing(session, year) is None:
        raise Refused(f"Het jaar {year} is nog niet afgesloten, dus er is niets om mee te vergelijken.")
    stored = frozen_figures(session, year)
    wanted = [measure for measure in measures_in(session, year) if measure.key in stored]
    now = {each.measure.key: each for each in freeze(session, wanted, year)}
    found = []
    for key, measurement in stored.items():
        current = now.get(key)
        value = current.evaluation.value if current else None
        rows = current.rows if current else {}
        found.append(_difference(measurement, frozen_rows(session, measurement.uid), value, rows))
    return found


def _difference(
    measurement: Measurement, then: Mapping[str, str], value: Number | None, now: Mapping[str, str]
) -> Difference:
    return Difference(
        measurement=measurement,
        now=value,
        added=sorted(now.keys() - then.keys()),
        removed=sorted(then.keys() - now.keys()),
        changed=sorted(ref for ref in then.keys() & now.keys() if then[ref] != now[ref]),
    )

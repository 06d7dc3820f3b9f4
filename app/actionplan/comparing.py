"""What changed since a year was closed: each frozen figure against the same figure now, record by record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.actionplan.catalogue import measures_in
from app.actionplan.evaluation import Number
from app.actionplan.frozen import Frozen, freeze
from app.actionplan.models_measurement import Measurement
from app.actionplan.queries_measurement import frozen_figures, frozen_identities, frozen_rows, last_closing
from app.actionplan.queries_trace import changes_of
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
    identities: Mapping[str, UUID]
    """What each of these records is, as far as it names itself."""

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
        found.append(_difference(session, measurement, value, current))
    return found


@dataclass(frozen=True)
class Change:
    """What was done to a record since the closing, by whom and when; `ref` as the figure calls the record."""

    ref: str
    at: datetime
    by: str
    action: str


def changes_since(session: Session, year: int, found: Iterable[Difference]) -> list[Change]:
    """Through whom the records that differ changed since the year was closed, oldest first, each change once."""
    close = last_closing(session, year)
    refs: dict[UUID, str] = {}
    for each in found:
        for ref in (*each.added, *each.removed, *each.changed):
            if ref in each.identities:
                refs[each.identities[ref]] = ref
    if close is None or close.decided_at is None:
        return []
    return [Change(refs[uid], at, by, action) for uid, at, by, action in changes_of(session, refs, close.decided_at)]


def _difference(session: Session, measurement: Measurement, value: Number | None, current: Frozen | None) -> Difference:
    then, now = frozen_rows(session, measurement.uid), current.rows if current else {}
    known = frozen_identities(session, measurement.uid) if then != now else {}
    return Difference(
        measurement=measurement,
        now=value,
        added=sorted(now.keys() - then.keys()),
        removed=sorted(then.keys() - now.keys()),
        changed=sorted(ref for ref in then.keys() & now.keys() if then[ref] != now[ref]),
        identities=known | dict(current.identities if current and then != now else {}),
    )

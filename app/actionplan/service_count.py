"""The verbs of counting by hand: note counts, and correct them with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from app.access.actor import REGION
from app.access.work import Work
from app.actionplan.kinds import Taken
from app.actionplan.models_count import Count, CountCorrection
from app.actionplan.queries_count import PERMISSION, counts_by_ref
from app.actionplan.queries_indicator import rules_of
from app.actionplan.queries_year import gates
from app.actionplan.rules_count import check_value, count_ref
from app.actionplan.rules_year import Gate, check_writable
from app.core.errors import Refused, Stale
from app.core.upsert import Counts

_BATCH: Final = 500


@dataclass(frozen=True)
class Entry:
    """One count as somebody gives it. `before` is what the screen showed: None where it showed nothing."""

    action: str
    node_uid: UUID
    key: str
    indicator_uid: UUID
    on: date
    value: Decimal
    municipality: str = ""
    breakdown: str = ""
    before: Decimal | None = None

    @property
    def ref(self) -> str:
        """What tells this count from others."""
        return count_ref(self.action, self.key, self.on, self.municipality, self.breakdown)


def note_counts(work: Work, *, entries: Sequence[Entry], reason: str | None, as_shown: bool = False) -> Counts:
    """Write counts: a new one as it is, a different value of a known one as a correction with its reason.

    With `as_shown` a count that a colleague changed since it was shown is refused as stale.
    """
    _refuse_parts(work, entries)
    counts, open_to = Counts(), gates(work.session, {(entry.node_uid, entry.on.year) for entry in entries})
    for start in range(0, len(entries), _BATCH):
        batch = entries[start : start + _BATCH]
        known = counts_by_ref(work.session, [entry.ref for entry in batch])
        for entry in batch:
            _require(work, entry)
            gate = open_to[entry.node_uid, entry.on.year]
            counts += _note(work, known.get(entry.ref), gate, entry, reason, as_shown=as_shown)
        work.session.flush()
    return counts


def _refuse_parts(work: Work, entries: Sequence[Entry]) -> None:
    """A value that adds up with nothing is one for the region: parts of it would give it a second meaning."""
    for year in {entry.on.year for entry in entries}:
        single = {key for key, rule in rules_of(work.session, year).items() if rule.taken is Taken.VALUE}
        for entry in entries:
            if entry.on.year == year and entry.key in single and (entry.municipality or entry.breakdown):
                raise Refused("Dit cijfer telt niet op: geef één waarde voor de hele regio, zonder gemeente of reeks.")


def _note(work: Work, stored: Count | None, gate: Gate, entry: Entry, reason: str | None, *, as_shown: bool) -> Counts:
    check_value(entry.value)
    if as_shown and (stored.value if stored else None) != entry.before:
        raise Stale
    if stored is not None and stored.value == entry.value:
        return Counts(unchanged=1)
    check_writable(gate, work.clock.today(), is_new=stored is None)
    if stored is None:
        _add(work, entry)
        return Counts(created=1)
    _correct(work, stored, entry.value, reason)
    return Counts(updated=1)


def _add(work: Work, entry: Entry) -> None:
    count = Count(
        ref=entry.ref,
        indicator_uid=entry.indicator_uid,
        node_uid=entry.node_uid,
        on=entry.on,
        value=entry.value,
        municipality=entry.municipality,
        breakdown=entry.breakdown,
        recorded_by=work.actor.key,
        recorded_at=work.clock.now(),
    )
    work.session.add(count)
    work.trail.record("note count", "count_entry", count.uid, fields=("value",), detail=f"{entry.action} {entry.key}")


def _correct(work: Work, count: Count, value: Decimal, reason: str | None) -> None:
    why = (reason or "").strip()
    if not why:
        raise Refused("Je wijzigt een telling die er al stond. Schrijf waarom.", "reason")
    work.session.add(
        CountCorrection(
            count_uid=count.uid,
            before=count.value,
            after=value,
            reason=why,
            corrected_by=work.actor.key,
            corrected_at=work.clock.now(),
        )
    )
    count.value = value
    work.trail.record("correct count", "count_entry", count.uid, fields=("value",))


def _require(work: Work, entry: Entry) -> None:
    # A count without municipality is of the whole region, and so is who may write it.
    if not work.actor.holds(PERMISSION, None, entry.municipality or REGION):
        raise Refused("Je rol laat niet toe tellingen van deze gemeente te schrijven.", "municipality")

"""Counts a Woonclub register row by row, straight from the written rules; slow, plain, and no code of app/."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from tests.oracle.register import FOUND, REASONS, SITUATIONS, Row

MONTH = Fraction("30.4375")

_SITUATION_GROUP = {code: group for group, codes in SITUATIONS.items() for code in codes}
_REASON_GROUP = {code: group for group, codes in REASONS.items() for code in codes}


@dataclass
class Figure:
    """What one measure should give."""

    value: int | Fraction | None
    by: dict[str, dict[str, int]] = field(default_factory=dict)
    refs: list[str] = field(default_factory=list)


@dataclass
class Entry:
    """One row of the register, read."""

    row: Row
    order: int
    household: str
    opened: date
    closed: date | None
    found: date | None
    """Day of the home; None when the outcome is no home."""

    @property
    def ref(self) -> str:
        return self.row["ref"]


def recount(rows: Sequence[Row], year: int) -> dict[str, Figure]:
    """Every figure of one year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    entries = read(rows)
    new = new_households(entries, first, last)
    found = [entry for entry in new if entry.found is not None and first <= entry.found <= last]
    waits = [Fraction((entry.found - entry.opened).days) / MONTH for entry in found if entry.found]
    figures = {
        "woonclub.new_households": _count(new, situation_group=_situation, reason_group=_reason,
                                          municipality=_municipality, household_type=_household_type, point=_point),
        "woonclub.persons": _persons(new),
        "woonclub.single_adult_households": _count([e for e in new if e.row["adults"] == "1"],
                                                   municipality=_municipality),
        "woonclub.found_same_year": _count(found, outcome=_outcome, municipality=_municipality),
        "woonclub.found_in_year": _count(_first_successes(entries, first, last), outcome=_outcome,
                                         municipality=_municipality),
        "woonclub.found_within_365_days": _count([e for e in new if e.found and e.found <= e.opened + timedelta(365)],
                                                 outcome=_outcome, municipality=_municipality),
        "woonclub.search_months_mean": Figure(sum(waits) / len(waits) if waits else None, refs=_refs(found)),
        "woonclub.search_months_median_km": Figure(_kaplan_meier(new, last), refs=_refs(new)),
        "woonclub.trajectories_started": _trajectories(entries, first, last),
    }  # fmt: skip
    return figures


def read(rows: Sequence[Row]) -> list[Entry]:
    """The rows with their households: one for each person, whoever cannot be recognised being somebody new."""
    entries = []
    for order, row in enumerate(rows):
        person = row.get("national_number") or row.get("person_ref") or f"row {order}"
        found = row.get("found_on") if row.get("outcome") in FOUND else None
        entries.append(
            Entry(row, order, person, date.fromisoformat(row["registered_on"]), _day(row.get("closed_on")), _day(found))
        )
    return entries


def new_households(entries: Sequence[Entry], first: date, last: date) -> list[Entry]:
    """Registered in the period while no earlier dossier was open, each household once."""
    households: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        households[entry.household].append(entry)
    counted = []
    for dossiers in households.values():
        dossiers.sort(key=lambda entry: (entry.opened, entry.order))
        for place, entry in enumerate(dossiers):
            if not first <= entry.opened <= last:
                continue
            if any(earlier.closed is None or earlier.closed >= entry.opened for earlier in dossiers[:place]):
                continue
            counted.append(entry)
            break
    return counted


def _first_successes(entries: Iterable[Entry], first: date, last: date) -> list[Entry]:
    winners: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda each: (each.found or last, each.opened, each.order)):
        if entry.found is not None and first <= entry.found <= last:
            winners.setdefault(entry.household, entry)
    return list(winners.values())


def _persons(new: Iterable[Entry]) -> Figure:
    ages: Counter[str] = Counter()
    places: Counter[str] = Counter()
    refs = []
    for entry in new:
        adults, children = int(entry.row["adults"]), int(entry.row["children"])
        seeking = int(entry.row.get("seeking") or adults + children)
        members = (["adult"] * adults + ["child"] * children)[:seeking]
        ages.update(members)
        places[entry.row["municipality"]] += len(members)
        if members:
            refs.append(entry.ref)
    return Figure(sum(ages.values()), {"age": +ages, "municipality": +places}, sorted(refs))


def _trajectories(entries: Iterable[Entry], first: date, last: date) -> Figure:
    started = []
    for entry in entries:
        day = _day(entry.row.get("trajectory_started_on"))
        if day is not None and first <= day <= last:
            started.append(entry)
    return _count(started, subproject=lambda entry: entry.row.get("subproject") or "woonclub")


def _kaplan_meier(new: Iterable[Entry], last: date) -> Fraction | None:
    """The long way: at every day, the share that survives it."""
    followed = []
    for entry in new:
        if entry.found is not None and entry.found <= last:
            followed.append(((entry.found - entry.opened).days, True))
        else:
            end = min(entry.closed or last, last)
            followed.append(((end - entry.opened).days, False))
    survival = Fraction(1)
    for day in range(max((days for days, _ in followed), default=-1) + 1):
        at_risk = sum(1 for days, _ in followed if days >= day)
        events = sum(1 for days, happened in followed if happened and days == day)
        if events:
            survival *= Fraction(at_risk - events, at_risk)
        if survival <= Fraction(1, 2):
            return Fraction(day) / MONTH
    return None


def _count(entries: Sequence[Entry], **dimensions: Callable[[Entry], str]) -> Figure:
    by = {name: dict(Counter(group(entry) for entry in entries)) for name, group in dimensions.items()}
    return Figure(len(entries), by, _refs(entries))


def _refs(entries: Iterable[Entry]) -> list[str]:
    return sorted({entry.ref for entry in entries})


def _situation(entry: Entry) -> str:
    return _SITUATION_GROUP[entry.row["situation"]]


def _reason(entry: Entry) -> str:
    return _REASON_GROUP[entry.row["main_reason"]]


def _municipality(entry: Entry) -> str:
    return entry.row["municipality"]


def _point(entry: Entry) -> str:
    return entry.row.get("point") or "unknown"


def _outcome(entry: Entry) -> str:
    return entry.row["outcome"]


def _household_type(entry: Entry) -> str:
    adults, children = int(entry.row["adults"]), int(entry.row["children"]) > 0
    if adults == 0:
        return "minor_only"
    if adults == 1:
        return "single_parent" if children else "single"
    if adults == 2:
        return "couple_children" if children else "couple"
    return "multi_adult_children" if children else "multi_adult"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

"""Recounts the figures of flow from registers, person by person and day by day; no code of app/."""

import calendar
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction

from tests.oracle.housing import Registers, Row
from tests.oracle.night_by_night import Figure, nights

PERMANENT = {
    "social_rent",
    "social_accelerated",
    "social_inhired",
    "private_rent",
    "private_rent_subsidised",
    "owned",
    "family_permanent",
    "assisted",
    "beschut_wonen",
    "housing_first_own_lease",
}
CRISIS = ("rck_bed", "rck_family_studio", "rck_hospital")
BEDS = (*CRISIS, "medical_respite")
TERM_MONTHS = 6
Span = tuple[date, date | None, str]
"""First night, day of leaving, and layer of somebody's nights."""


def recount_flow(registers: Registers, year: int) -> dict[str, Figure]:
    """Every figure of flow of one year."""
    pool = {row["ref"]: row for row in registers["kw-units"] if row["facility_kind"] == "kw_pool"}
    stays = [row for row in registers["kw-stays"] if row["unit_ref"] in pool and _lasted(row)]
    found = _homes(registers, pool, stays, year) | _people(registers, pool, stays, year)
    nothing = {key: Figure(0) for key in ("krachtwonen.team_fte", "crisis.requests", "crisis.unmet")}
    return found | nothing


def _homes(registers: Registers, pool: dict[str, Row], stays: Sequence[Row], year: int) -> dict[str, Figure]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    left = [row for row in stays if row.get("moved_out") and first <= _date(row["moved_out"]) <= last]
    there = [row for row in stays if _began(row) <= last and not (row["moved_out"] and _date(row["moved_out"]) <= last)]
    leavers = [row for row in left if row.get("destination") not in ("deceased", "other_kw_unit")]
    before = [row for row in stays if _began(row).year == year - 1 and row.get("destination") != "deceased"]
    kept = [
        row
        for row in before
        if not row["moved_out"]
        or (_date(row["moved_out"]) - _began(row)).days >= 365
        or row.get("destination") in PERMANENT
    ]
    over = [row for row in there if _months_on(_began(row), TERM_MONTHS) <= last]
    return {
        "krachtwonen.occupancy_gross": _gross(registers, pool, year),
        "krachtwonen.vacancy_days": _vacancy(stays, year),
        "krachtwonen.stay_days_leavers": _mean(left, [(_date(row["moved_out"]) - _began(row)).days for row in left]),
        "krachtwonen.stay_days_residents": _mean(there, [(last - _began(row)).days + 1 for row in there]),
        "krachtwonen.over_term_rate": _rate(over, there),
        "krachtwonen.exits_permanent_rate": _rate([r for r in leavers if r.get("destination") in PERMANENT], leavers),
        "krachtwonen.retention_rate": _rate(kept, before),
    }


def _gross(registers: Registers, pool: dict[str, Row], year: int) -> Figure:
    days = {date(year, 1, 1) + timedelta(n) for n in range(366 if calendar.isleap(year) else 365)}
    available, used, refs = 0, 0, []
    for ref, unit in pool.items():
        in_pool = nights(unit, "in_pool_from", "in_pool_to") & days
        taken = {
            night
            for row in registers["kw-stays"]
            if row["unit_ref"] == ref
            for night in nights(row, "moved_in", "moved_out")
        }
        available, used = available + len(in_pool), used + len(in_pool & taken)
        refs += [ref] if in_pool else []
    return Figure(Fraction(used, available) if available else None, refs=sorted(refs))


def _vacancy(stays: Sequence[Row], year: int) -> Figure:
    rows, gaps = [], []
    for row in stays:
        earlier = [r for r in stays if r["unit_ref"] == row["unit_ref"] and _began(r) < _began(row)]
        if _began(row).year == year and earlier:
            gaps.append((_began(row) - max(_date(r["moved_out"]) for r in earlier)).days)
            rows.append(row)
    return _mean(rows, gaps)


def _people(registers: Registers, pool: dict[str, Row], stays: Sequence[Row], year: int) -> dict[str, Figure]:
    kinds = {row["ref"]: row["facility_kind"] for row in registers["kw-units"]}
    slept: dict[str, list[Span]] = {}
    for row in registers["kw-stays"]:
        if row.get("person_ref") and _lasted(row):
            layer = "bed" if kinds[row["unit_ref"]] in BEDS else "home"
            slept.setdefault(row["person_ref"], []).append((_began(row), _date_or(row["moved_out"]), layer))
    for row in registers["crisis-stays"]:
        if row["departed_on"] != row["first_night"]:
            span = (_date(row["first_night"]), _date_or(row["departed_on"]), "bed")
            slept.setdefault(row["person_ref"], []).append(span)
    found = {f"krachtwonen.returns_{days}": _returns(registers, stays, slept, year, days) for days in (180, 365, 730)}
    return found | {
        "crisis.first_time": _first_time(registers, slept, year),
        "krachtwonen.homeless": _homeless(registers, kinds, date(year, 12, 31)),
    }


def _returns(registers: Registers, stays: Sequence[Row], slept: dict[str, list[Span]], year: int, days: int) -> Figure:
    cohort: dict[str, Row] = {}
    for row in sorted(stays, key=lambda each: (each["moved_out"], each["ref"])):
        went_home = row.get("destination") in PERMANENT and row["moved_out"][:4] == str(year - 2)
        if went_home and row.get("person_ref"):
            cohort.setdefault(row["person_ref"], row)
    reported = {row["ref"]: _date(row["reported_on"]) for row in registers["kw-situations"]}
    back = []
    for person, row in cohort.items():
        left = _date(row["moved_out"])
        after = [((first - left).days, layer) for first, _, layer in slept.get(person, [])]
        again = [n for n, layer in after if n <= days and (n > 14 or (layer == "bed" and n >= 0))]
        asked = [
            reported[member["situation_ref"]]
            for member in registers["kw-situation-persons"]
            if member["person_ref"] == person
        ]
        if again or any(0 < (day - left).days <= days for day in asked):
            back.append(row)
    return _rate(back, list(cohort.values()))


def _first_time(registers: Registers, slept: dict[str, list[Span]], year: int) -> Figure:
    here: dict[str, Row] = {}
    for row in sorted(registers["crisis-stays"], key=lambda each: (each["first_night"], each["ref"])):
        if any(night.year == year for night in nights(row, "first_night", "departed_on")):
            here.setdefault(row["person_ref"], row)
    new = []
    for person, row in here.items():
        first = _date(row["first_night"])
        earlier = [until for began, until, _ in slept[person] if began < first]
        if not any(until is None or (first - until).days < 730 for until in earlier):
            new.append(row)
    by = dict(Counter(row.get("municipality") or "unknown" for row in new))
    return Figure(len(new), {"municipality": by}, sorted(row["ref"] for row in new))


def _homeless(registers: Registers, kinds: dict[str, str], night: date) -> Figure:
    """Sorted by category, so that who sleeps somewhere is not counted again as waiting."""
    found: list[tuple[str, str, str]] = []
    for row in registers["kw-stays"]:
        if row.get("person_ref") and night in nights(row, "moved_in", "moved_out"):
            found.append(("2" if kinds[row["unit_ref"]] in CRISIS else "3", row["ref"], row["person_ref"]))
    for row in registers["crisis-stays"]:
        if night in nights(row, "first_night", "departed_on"):
            found.append(("2", row["ref"], row["person_ref"]))
    for number, row in enumerate(registers["medical-referrals"]):
        if row.get("first_night") and night in nights(row, "first_night", "departed_on"):
            found.append(("3", row["ref"], row.get("person_ref") or f"recovering {number}"))
    reported = {row["ref"]: _date(row["reported_on"]) for row in registers["kw-situations"]}
    for member in registers["kw-situation-persons"]:
        if reported[member["situation_ref"]] <= night:
            found.append(("unknown", "", member["person_ref"]))
    ethos: dict[str, str] = {}
    for category, _, person in sorted(found):
        ethos.setdefault(person, category)
    return Figure(len(ethos), {"ethos": dict(Counter(ethos.values()))})


def _rate(part: Sequence[Row], whole: Sequence[Row]) -> Figure:
    return Figure(Fraction(len(part), len(whole)) if whole else None, refs=_refs(whole))


def _mean(rows: Sequence[Row], values: Sequence[int]) -> Figure:
    return Figure(Fraction(sum(values), len(values)) if values else None, refs=_refs(rows))


def _refs(rows: Iterable[Row]) -> list[str]:
    return sorted({row["ref"] for row in rows})


def _lasted(row: Row) -> bool:
    return row["moved_out"] != row["moved_in"]


def _began(row: Row) -> date:
    return _date(row["moved_in"])


def _date(text: str) -> date:
    return date.fromisoformat(text)


def _date_or(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _months_on(day: date, months: int) -> date:
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))

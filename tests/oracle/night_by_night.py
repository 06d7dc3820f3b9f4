"""Counts registers of Kracht.Wonen day by day, straight from the written rules; slow, plain, and no code of app/."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from tests.oracle.housing import Registers, Row

ENDLESS = date(2030, 1, 1)


@dataclass
class Figure:
    """What one measure should give."""

    value: int | Fraction | None
    by: dict[str, dict[str, int]] = field(default_factory=dict)
    refs: list[str] = field(default_factory=list)


def recount(registers: Registers, year: int) -> dict[str, Figure]:
    """Every figure of one year."""
    days = [date(year, 1, 1) + timedelta(n) for n in range(366)]
    days = [day for day in days if day.year == year]
    return _desk(registers, year) | _homes(registers, days) | _crisis(registers, days) | _medical(registers, days)


def nights(row: Row, first: str, left: str) -> set[date]:
    """Every night of a stay, one by one; the day of leaving is none."""
    day, until, found = date.fromisoformat(row[first]), _day(row.get(left)) or ENDLESS, set()
    while day < until:
        found.add(day)
        day += timedelta(1)
    return found


def _desk(registers: Registers, year: int) -> dict[str, Figure]:
    reported = [row for row in registers["kw-situations"] if row["reported_on"][:4] == str(year)]
    offered = [row for row in reported if row.get("offer") and int(row["decided_on"][:4]) <= year]
    refs = {row["ref"]: row for row in sorted(reported, key=lambda each: each["reported_on"])}
    people: dict[str, str] = {}
    for ref in refs:
        for row in registers["kw-situation-persons"]:
            if row["situation_ref"] == ref:
                people.setdefault(row["person_ref"], ref)
    active = [
        row
        for row in registers["kw-trajectories"]
        if int(row["started_on"][:4]) <= year and (not row.get("ended_on") or int(row["ended_on"][:4]) >= year)
    ]
    held = [row for row in registers["kw-meetings"] if row["held_on"][:4] == str(year)]
    situations = {row["situation_ref"] for row in held}
    return {
        "krachtwonen.situations": _count(reported, municipality=_municipality),
        "krachtwonen.situations_offered": _count(offered, municipality=_municipality),
        "krachtwonen.persons": Figure(len(people), refs=sorted(people)),
        "krachtwonen.guidance_trajectories": _count(active, origin=lambda row: row.get("origin") or "kracht_wonen"),
        "krachtwonen.mco_meetings": _count(held),
        "krachtwonen.mco_situations": Figure(len(situations), refs=sorted(situations)),
    }


def _homes(registers: Registers, days: Sequence[date]) -> dict[str, Figure]:
    last = days[-1]
    pool = {row["ref"]: row for row in registers["kw-units"] if row["facility_kind"] == "kw_pool"}
    at_end = [row for row in pool.values() if last in nights(row, "in_pool_from", "in_pool_to")]
    stays = [row for row in registers["kw-stays"] if row["unit_ref"] in pool]
    slept = {row["ref"]: nights(row, "moved_in", "moved_out") for row in stays}
    lived = [row for row in stays if slept[row["ref"]] & set(days)]
    left = [row for row in stays if _day(row.get("moved_out")) in days and slept[row["ref"]]]
    there = [row for row in stays if last in slept[row["ref"]]]
    waiting = [row for row in there if row.get("waiting_accelerated") == "1"]
    places = {row["municipality"] for row in at_end}
    where = {"municipality": lambda row: pool[row["unit_ref"]]["municipality"]}
    return {
        "krachtwonen.units": _count(at_end, municipality=_municipality),
        "krachtwonen.unit_municipalities": Figure(
            len(places), {"municipality": dict.fromkeys(places, 1)}, sorted(places)
        ),
        "krachtwonen.stays": _count(lived, **where),
        "krachtwonen.exits": _count(left, destination=lambda row: row.get("destination") or "unknown"),
        "krachtwonen.resident_at_year_end": _count(there, destination=lambda row: "unknown"),
        "krachtwonen.waiting_accelerated": _count(waiting, destination=lambda row: "unknown"),
        "krachtwonen.occupancy_rate": _occupancy(registers, pool, slept, days),
    }


def _occupancy(registers: Registers, pool: dict[str, Row], slept: dict[str, set[date]], days: Sequence[date]) -> Figure:
    available, used, refs = 0, 0, set()
    for ref, unit in pool.items():
        usable = nights(unit, "in_pool_from", "in_pool_to") & set(days)
        if usable:
            refs.add(ref)
        for state in registers["kw-unit-states"]:
            if state["unit_ref"] == ref and state["state"] in ("repair", "blocked"):
                usable -= nights(state, "from", "to")
        taken = set()
        for stay in registers["kw-stays"]:
            if stay["unit_ref"] == ref:
                taken |= slept[stay["ref"]]
        available += len(usable)
        used += len(usable & taken)
    return Figure(Fraction(used, available) if available else None, refs=sorted(refs))


def _crisis(registers: Registers, days: Sequence[date]) -> dict[str, Figure]:
    rows = registers["crisis-stays"]
    slept = {row["ref"]: nights(row, "first_night", "departed_on") for row in rows}
    here = [row for row in rows if slept[row["ref"]] & set(days)]
    ends = {(row["person_ref"], row["departed_on"]) for row in rows if row.get("departed_on") and slept[row["ref"]]}
    began = [
        row
        for row in here
        if date.fromisoformat(row["first_night"]) in days and (row["person_ref"], row["first_night"]) not in ends
    ]
    person_nights = {(row["person_ref"], night): row for row in here for night in slept[row["ref"]] & set(days)}
    by_place = Counter(_municipality(row) for row in person_nights.values())
    people = {row["person_ref"] for row in here}
    return {
        "crisis.admissions": _count(began, municipality=_municipality),
        "crisis.persons": Figure(len(people), refs=sorted(people)),
        "crisis.nights": Figure(len(person_nights), {"municipality": dict(by_place)}, _refs(here)),
    }


def _medical(registers: Registers, days: Sequence[date]) -> dict[str, Figure]:
    rows = registers["medical-referrals"]
    came = {row["ref"]: nights(row, "first_night", "departed_on") for row in rows if row.get("first_night")}
    here = [row for row in rows if came.get(row["ref"], set()) & set(days)]
    began = [row for row in here if date.fromisoformat(row["first_night"]) in days]
    refused = [row for row in rows if row["decision"] == "geweigerd" and _day(row["decided_on"]) in days]
    return {
        "medical.referrals": _count([row for row in rows if _day(row["referred_on"]) in days]),
        "medical.admissions": _count(began),
        "medical.nights": Figure(sum(len(came[row["ref"]] & set(days)) for row in here), refs=_refs(here)),
        "medical.refusals": _count(refused, reason=lambda row: row.get("refusal_reason") or "unknown"),
    }


def _count(rows: Sequence[Row], **dimensions: Callable[[Row], str]) -> Figure:
    by = {name: dict(Counter(group(row) for row in rows)) for name, group in dimensions.items()}
    return Figure(len(rows), by, _refs(rows))


def _refs(rows: Iterable[Row]) -> list[str]:
    return sorted({row["ref"] for row in rows})


def _municipality(row: Row) -> str:
    return row.get("municipality") or "unknown"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

"""Makes registers of Kracht.Wonen: the golden year with the published totals, and random ones full of edges."""

import csv
import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

Row = dict[str, str]
Registers = dict[str, list[Row]]

HOMES = {
    "34022": 7,
    "34027": 3,
    "34040": 3,
    "34041": 3,
    "34013": 2,
    "34042": 2,
    "34002": 1,
    "34003": 1,
    "34009": 1,
    "34023": 1,
    "33029": 1,
    "37017": 1,
}
"""One home for each ten thousand inhabitants, rounded down, and one for the municipality that nearly has them."""
PLACES = [*HOMES, "34025", "34043"]
DESTINATIONS = ["social_rent", "private_rent", "residential_care", "unknown", "family_temp", "deceased", ""]
REFUSALS = ["geen_medische_zorgnood", "volzet", "niet_dakloos", ""]
KINDS = ["kw_pool", "kw_pool", "kw_pool", "ocmw_transit", "rck_bed", "housing_first"]
ORDER = [
    "kw-situations",
    "kw-situation-persons",
    "kw-units",
    "kw-unit-states",
    "kw-stays",
    "kw-trajectories",
    "kw-meetings",
    "crisis-stays",
    "medical-referrals",
]
"""In this order every reference is there when it is needed."""


def write_csv(path: Path, rows: Sequence[Row]) -> Path:
    """The rows as a file to import, with every column that some row has."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path


def golden(seed: int = 2018) -> Registers:
    """The year 2018 as it was published, and the recovery stays of 2024; everything else is drawn by the seed."""
    chance = random.Random(seed)
    return {
        "kw-situations": _golden_situations(chance),
        "kw-situation-persons": _golden_persons(chance),
        "kw-units": _golden_units(),
        "kw-unit-states": [
            {"unit_ref": "W01", "state": "repair", "from": "2018-02-01", "to": "2018-02-15"},
            {"unit_ref": "W01", "state": "cleaning", "from": "2018-02-15", "to": "2018-02-20"},
        ],
        "kw-stays": _golden_stays(),
        "kw-trajectories": _golden_trajectories(chance),
        "kw-meetings": [
            {"ref": f"M{n}", "situation_ref": f"S{1 + n % 7}", "held_on": _iso(date(2018, 3, 1) + timedelta(20 * n))}
            for n in range(14)
        ]
        + [{"ref": "M14", "situation_ref": "S40", "held_on": "2019-01-02"}],
        "crisis-stays": _golden_crisis(chance),
        "medical-referrals": _golden_medical(),
    }


def _golden_situations(chance: random.Random) -> list[Row]:
    rows = []
    for n in range(1, 118):
        day = date(2018, 1, 1) + timedelta(chance.randrange(300))
        row = {"ref": f"S{n}", "reported_on": _iso(day), "municipality": chance.choice(PLACES)}
        if n <= 66:
            row |= {"offer": ["aanbod_woning", "aanbod_begeleiding", "aanbod_beide"][n % 3]}
            row |= {"decided_on": _iso(day + timedelta(chance.randrange(60)))}
        elif n == 67:
            row |= {"offer": "aanbod_woning", "decided_on": "2019-01-01"}
        rows.append(row)
    rows.append({"ref": "S118", "reported_on": "2019-01-01", "municipality": "34022"})
    return rows


def _golden_persons(chance: random.Random) -> list[Row]:
    """186 people; some of them in two situations."""
    rows = [{"situation_ref": f"S{1 + n % 117}", "person_ref": f"P{n}"} for n in range(186)]
    return [*rows, *({"situation_ref": f"S{30 + n}", "person_ref": f"P{n}"} for n in range(5))]


def _golden_units() -> list[Row]:
    rows = []
    for municipality, number in HOMES.items():
        for _ in range(number):
            rows.append(_unit(f"W{len(rows) + 1:02}", "kw_pool", municipality, "2016-05-01"))
    rows.append(_unit("W90", "kw_pool", "34043", "2016-05-01") | {"in_pool_to": "2018-12-31"})
    rows.append(_unit("W91", "kw_pool", "34043", "2019-01-01"))
    rows.append(_unit("B01", "rck_bed", "34022", "2016-01-01"))
    rows.append(_unit("T01", "ocmw_transit", "34025", "2016-01-01"))
    return rows


def _unit(ref: str, kind: str, municipality: str, since: str) -> Row:
    return {"ref": ref, "facility_kind": kind, "municipality": municipality, "in_pool_from": since}


def _golden_stays() -> list[Row]:
    """Nine left, into whose homes others moved on the same day; 23 were there at the end, 2 of them waiting."""
    where_to = ["social_rent"] * 5 + ["private_rent"] * 2 + ["residential_care"] * 2
    rows = []
    for n, destination in enumerate(where_to, start=1):
        left = date(2018, 1, 2) + timedelta(35 * (n - 1))
        rows.append(_stay(f"V{n:02}", f"W{n:02}", date(2017, 6, n), left) | {"destination": destination})
        if n > 1:
            rows.append(_stay(f"V{n + 9:02}", f"W{n:02}", left, None))
    rows.append(_stay("V10", "W01", date(2018, 2, 20), None))
    for n in range(10, 24):
        rows.append(_stay(f"V{n + 9:02}", f"W{n:02}", date(2018, 12, 31) - timedelta(n - 10), None))
    rows[-1]["moved_out"] = "2019-02-01"
    rows[-2]["waiting_accelerated"] = rows[-3]["waiting_accelerated"] = "1"
    # What does not count: another kind of home, no night in the year, and no night at all.
    rows.append(_stay("V90", "T01", date(2018, 5, 1), None))
    rows.append(_stay("V91", "W25", date(2019, 1, 1), None))
    rows.append(_stay("V92", "W26", date(2018, 5, 1), date(2018, 5, 1)))
    rows.append(_stay("V93", "W26", date(2017, 5, 1), date(2017, 12, 31)) | {"destination": "hospital"})
    return rows


def _stay(ref: str, unit: str, first: date, left: date | None) -> Row:
    return {"ref": ref, "unit_ref": unit, "moved_in": _iso(first), "moved_out": _iso(left) if left else ""}


def _golden_trajectories(chance: random.Random) -> list[Row]:
    rows = []
    for n in range(44):
        began = date(2017, 1, 1) + timedelta(chance.randrange(700))
        ended = chance.choice(["", _iso(max(began, date(2018, 1, 1)) + timedelta(chance.randrange(500)))])
        origin = "kracht_wonen" if n < 39 else "before_kracht_wonen"
        rows.append({"ref": f"T{n}", "started_on": _iso(began), "ended_on": ended, "origin": origin})
    rows.append({"ref": "T90", "started_on": "2016-01-01", "ended_on": "2017-12-31"})
    rows.append({"ref": "T91", "started_on": "2019-01-01"})
    return rows


def _golden_crisis(chance: random.Random) -> list[Row]:
    """282 admissions of 118 people for 536 nights; every seventh went on in a second row the day the first ended."""
    admissions = [n % 118 for n in range(282)]
    nights = [1] * 282
    for _ in range(536 - 282 - 1):
        nights[chance.randrange(282)] += 1
    free = dict.fromkeys(range(118), date(2018, 1, 3))
    rows: list[Row] = [_night("N0", "C0", date(2017, 12, 30), date(2018, 1, 2))]
    for n, (person, number) in enumerate(zip(admissions, nights, strict=True), start=1):
        first = free[person] + timedelta(1 + chance.randrange(60))
        left = first + timedelta(number)
        middle = first + timedelta(number // 2) if number > 1 and n % 7 == 0 else left
        rows.append(_night(f"N{n}", f"C{person}", first, middle))
        if middle < left:
            rows.append(_night(f"N{n}b", f"C{person}", middle, left))
        free[person] = left
    return [row | {"municipality": chance.choice([*PLACES, ""])} for row in rows]


def _night(ref: str, person: str, first: date, left: date | None) -> Row:
    return {"ref": ref, "person_ref": person, "first_night": _iso(first), "departed_on": _iso(left) if left else ""}


def _golden_medical() -> list[Row]:
    admitted = {"decision": "opgenomen"}
    refused = {"decision": "geweigerd", "decided_on": "2024-11-10", "refusal_reason": "geen_medische_zorgnood"}
    return [
        {"ref": "H1", "referred_on": "2024-09-01", "first_night": "2024-09-10", "departed_on": "2024-10-22"} | admitted,
        {"ref": "H2", "referred_on": "2024-10-01", "first_night": "2024-11-01", "departed_on": "2024-12-01"} | admitted,
        {"ref": "H3", "referred_on": "2024-12-01", "first_night": "2024-12-20", "departed_on": "2025-01-20"} | admitted,
        *({"ref": f"H{n}", "referred_on": "2024-11-01"} | refused for n in (4, 5, 6)),
    ]


def random_registers(seed: int, size: int = 60, start: date = date(2019, 6, 1)) -> Registers:
    """Registers over three years with turnovers on one day, nights over New Year and 29 February, and open ends."""
    chance = random.Random(seed)
    units = [_random_unit(chance, n, start) for n in range(max(4, size // 5))]
    return {
        "kw-units": units,
        "kw-unit-states": _random_states(chance, units, start),
        "kw-stays": [row for unit in units for row in _random_stays(chance, unit["ref"], start)],
        "kw-situations": [_random_situation(chance, n, start) for n in range(size)],
        "kw-situation-persons": _random_members(chance, size),
        "kw-trajectories": [_random_trajectory(chance, n, start) for n in range(size)],
        "kw-meetings": [
            {"ref": f"M{n}", "situation_ref": f"S{chance.randrange(size)}", "held_on": _iso(_day(chance, start))}
            for n in range(size)
        ],
        "crisis-stays": [row for n in range(size) for row in _random_nights(chance, n, start)],
        "medical-referrals": [_random_referral(chance, n, start) for n in range(size)],
    }


def _random_unit(chance: random.Random, n: int, start: date) -> Row:
    row = _unit(f"W{n}", chance.choice(KINDS), chance.choice(PLACES), _iso(_day(chance, start - timedelta(700))))
    if chance.random() < 0.4:
        row["in_pool_to"] = _iso(_day(chance, start + timedelta(300), 900))
    return row


def _random_states(chance: random.Random, units: Sequence[Row], start: date) -> list[Row]:
    rows: dict[tuple[str, str, str], Row] = {}
    for unit in units:
        for _ in range(chance.randrange(4)):
            first = _day(chance, start)
            state = chance.choice(["repair", "blocked", "cleaning"])
            until = _iso(first + timedelta(chance.choice([0, 1, 7, 90, 400]))) if chance.random() < 0.9 else ""
            row = {"unit_ref": unit["ref"], "state": state, "from": _iso(first), "to": until}
            rows[row["unit_ref"], row["state"], row["from"]] = row
    return list(rows.values())


def _random_stays(chance: random.Random, unit: str, start: date) -> list[Row]:
    """One after the other in a home: the next one comes on the day of leaving, or later."""
    rows, day = [], start - timedelta(chance.randrange(200))
    while day < start + timedelta(1000):
        left = day + timedelta(chance.choice([0, 1, 2, 30, 120, 400]))
        is_last = chance.random() < 0.15
        row = _stay(f"{unit}-{len(rows)}", unit, day, None if is_last else left)
        if row["moved_out"]:
            row["destination"] = chance.choice(DESTINATIONS)
        row["waiting_accelerated"] = chance.choice(["1", "0", ""])
        row["persons"] = chance.choice(["", "1", "4"])
        if chance.random() < 0.5:
            row["person_ref"] = f"{unit}-P{len(rows)}"
        rows.append(row)
        if is_last:
            break
        day = left + timedelta(chance.choice([0, 0, 1, 20]))
    return rows


def _random_situation(chance: random.Random, n: int, start: date) -> Row:
    day = _day(chance, start)
    row = {"ref": f"S{n}", "reported_on": _iso(day), "municipality": chance.choice(PLACES)}
    if chance.random() < 0.6:
        row["decided_on"] = _iso(day + timedelta(chance.choice([0, 1, 30, 300])))
        row["offer"] = chance.choice(["aanbod_woning", "aanbod_begeleiding", "aanbod_beide", ""])
    return row


def _random_members(chance: random.Random, size: int) -> list[Row]:
    pairs = {(f"S{chance.randrange(size)}", f"P{chance.randrange(size)}") for _ in range(2 * size)}
    return [{"situation_ref": situation, "person_ref": person} for situation, person in sorted(pairs)]


def _random_trajectory(chance: random.Random, n: int, start: date) -> Row:
    began = _day(chance, start)
    ended = _iso(began + timedelta(chance.choice([0, 1, 100, 500]))) if chance.random() < 0.7 else ""
    origin = chance.choice(["kracht_wonen", "before_kracht_wonen", ""])
    return {"ref": f"T{n}", "started_on": _iso(began), "ended_on": ended, "origin": origin}


def _random_nights(chance: random.Random, person: int, start: date) -> list[Row]:
    rows, day = [], _day(chance, start)
    for n in range(chance.randrange(1, 6)):
        number = chance.choice([0, 1, 1, 2, 3, 21, 400])
        is_last = chance.random() < 0.05
        row = _night(f"N{person}-{n}", f"C{person}", day, None if is_last else day + timedelta(number))
        rows.append(row | {"municipality": chance.choice([*PLACES, ""])})
        if is_last:
            break
        day += timedelta(number + chance.choice([0, 0, 1, 30]))
    return rows


def _random_referral(chance: random.Random, n: int, start: date) -> Row:
    day = _day(chance, start)
    row = {"ref": f"H{n}", "referred_on": _iso(day)}
    row["decision"] = chance.choice(["opgenomen", "geweigerd", "ingetrokken", "open"])
    if row["decision"] != "open":
        row["decided_on"] = _iso(day + timedelta(chance.choice([0, 1, 40])))
    if row["decision"] == "geweigerd":
        row["refusal_reason"] = chance.choice(REFUSALS)
    if row["decision"] == "opgenomen" and chance.random() < 0.9:
        first = day + timedelta(chance.choice([0, 1, 40]))
        row["first_night"] = _iso(first)
        if chance.random() < 0.8:
            row["departed_on"] = _iso(first + timedelta(chance.choice([0, 1, 30, 90])))
    return row


def _day(chance: random.Random, start: date, span: int = 900) -> date:
    edges = [date(2019, 12, 31), date(2020, 1, 1), date(2020, 2, 28), date(2020, 2, 29), date(2020, 12, 31)]
    return chance.choice(edges) if chance.random() < 0.2 else start + timedelta(chance.randrange(span))


def _iso(day: date) -> str:
    return day.isoformat()

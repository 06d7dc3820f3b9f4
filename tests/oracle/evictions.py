"""Makes registers of evictions full of edges, and counts them row by row from the written rules; no code of app/."""

import csv
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from tests.oracle.recount import Figure
from tests.oracle.register import MUNICIPALITIES, Row

COLUMNS = [
    "ref",
    "reported_on",
    "municipality",
    "dwelling_ref",
    "stage",
    "dispatched_on",
    "dispatched_to",
    "closed_on",
    "outcome",
]
OUTCOMES = ["vermeden", "afgewend_verhuis", "vonnis_niet_uitgevoerd", "uitgevoerd", "onbekend"]
STAGES = ["signal", "formal_notice", "conciliation", "claim_filed", "judgment", "served", "bailiff_date", ""]
DESTINATIONS = ["ocmw", "caw", "woonloket", "woonclub", "vredegerecht", ""]


def write_csv(path: Path, rows: Sequence[Row]) -> Path:
    """The rows as a file to import."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def random_register(seed: int, size: int = 400, years: tuple[int, int] = (2022, 2024)) -> list[Row]:
    """Reports that come back on the same dwelling after about ninety days, over New Year, on one day."""
    chance = random.Random(seed)
    last_on: dict[str, date] = {}
    rows = []
    for index in range(size):
        dwelling = f"W{chance.randrange(max(1, size // 4))}"
        reported = _day(chance, years, last_on.get(dwelling))
        last_on[dwelling] = reported
        row = {
            "ref": f"E{chance.randrange(10**9):09}-{index}",
            "reported_on": reported.isoformat(),
            "municipality": chance.choice(MUNICIPALITIES),
            "dwelling_ref": dwelling,
            "stage": chance.choice(STAGES),
        }
        if chance.random() < 0.6:
            row["dispatched_on"] = (reported + timedelta(days=chance.randrange(20))).isoformat()
            row["dispatched_to"] = chance.choice(DESTINATIONS)
        if chance.random() < 0.6:
            row["closed_on"] = (reported + timedelta(days=chance.choice([0, 1, chance.randrange(300)]))).isoformat()
            row["outcome"] = chance.choice([*OUTCOMES, "vermeden", ""])
        rows.append(row)
    return rows


def _day(chance: random.Random, years: tuple[int, int], previous: date | None) -> date:
    if previous is not None and chance.random() < 0.5:
        return previous + timedelta(days=chance.choice([-91, -90, -89, 0, 1, 45, 89, 90, 91, 92]))
    year = chance.randint(*years)
    edges = [date(year, 1, 1), date(year, 12, 31), date(year, 10, 2), date(year, 10, 3)]
    return chance.choice(edges) if chance.random() < 0.15 else date(year, 1, 1) + timedelta(chance.randrange(365))


def recount(rows: Sequence[Row], year: int) -> dict[str, Figure]:
    """Every figure of one year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    reports = [row for row in rows if first <= _read(row["reported_on"]) <= last]
    ended = [
        row
        for row in rows
        if row.get("closed_on") and first <= _read(row["closed_on"]) <= last and row["outcome"] not in ("", "onbekend")
    ]
    return {
        "eviction.reports": _count(reports),
        "eviction.households": _count([row for row in _fresh(rows) if first <= _read(row["reported_on"]) <= last]),
        "eviction.prevention_rate": _rate(ended),
    }


def _fresh(rows: Sequence[Row]) -> list[Row]:
    dwellings: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for order, row in enumerate(rows):
        dwellings[row["dwelling_ref"]].append((_read(row["reported_on"]), order))
    kept = []
    for told in dwellings.values():
        previous = None
        for day, order in sorted(told):
            if previous is None or (day - previous).days > 90:
                kept.append(rows[order])
            previous = day
    return kept


def _count(rows: Sequence[Row]) -> Figure:
    by = {
        "municipality": dict(Counter(row["municipality"] for row in rows)),
        "outcome": dict(Counter(row.get("outcome") or "unknown" for row in rows)),
    }
    return Figure(len(rows), by, sorted(row["ref"] for row in rows))


def _rate(rows: Sequence[Row]) -> Figure:
    def share(some: Sequence[Row]) -> Fraction:
        return Fraction(sum(row["outcome"] == "vermeden" for row in some), len(some))

    def split(key: Callable[[Row], str]) -> dict[str, Fraction]:
        groups: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            groups[key(row)].append(row)
        return {name: share(some) for name, some in groups.items()}

    by = {"municipality": split(lambda row: row["municipality"]), "outcome": split(lambda row: row["outcome"])}
    return Figure(share(rows) if rows else None, by, sorted(row["ref"] for row in rows))  # type: ignore[arg-type]


def _read(text: str) -> date:
    return date.fromisoformat(text)

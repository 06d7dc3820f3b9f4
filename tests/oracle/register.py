"""Makes Woonclub registers: the golden one of 2018 with the published totals, and random ones full of edges."""

import csv
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

Row = dict[str, str]

COLUMNS = [
    "ref",
    "registered_on",
    "municipality",
    "adults",
    "children",
    "situation",
    "main_reason",
    "point",
    "seeking",
    "person_ref",
    "first_name",
    "last_name",
    "birth_date",
    "national_number",
    "phone",
    "email",
    "found_on",
    "outcome",
    "trajectory_started_on",
    "subproject",
    "closed_on",
    "close_reason",
]

MUNICIPALITIES = ["34002", "34003", "34009", "34013", "34022", "34023", "34025", "34027", "34040", "33029", "34041", "37017", "34042", "34043"]  # fmt: skip
SITUATIONS = {
    "tenant": ["rent_private", "rent_social", "rent_social_inhired", "rent_room"],
    "temporary": [
        "family_stable",
        "family_forced",
        "transit_ocmw",
        "kw_pool",
        "shelter_caw",
        "refuge",
        "asylum_lok",
        "crisis_bed",
        "hotel_paid",
        "caravan_rec",
        "hospital",
        "psychiatry",
        "prison",
        "youth_care",
        "institution_stable",
        "medical_respite",
    ],
    "homeless": ["night_shelter", "public_space", "car_tent_squat"],
    "owner": ["owner"],
    "unknown": ["unknown"],
}
REASONS = {
    "independence": ["own_feet"],
    "suitability": ["unsuitable", "quality", "declared_unfit"],
    "relationship": ["relationship", "ipv", "conflict_family"],
    "other": [
        "notice_landlord",
        "lease_end",
        "arrears",
        "eviction",
        "unaffordable",
        "sale_by_owner",
        "temp_stay_ends",
        "leaving_institution",
        "family_reunion",
        "family_growth",
        "health",
        "work_move",
        "disaster",
        "nuisance",
        "recognised_refugee",
        "other",
    ],
    "unknown": ["unknown"],
}
FOUND = ["private_rent", "social_rent", "social_inhired", "social_accelerated", "assisted", "bought"]
NOT_FOUND = [
    "stays", "moved_family", "residential", "left_region", "lost_contact", "stopped_client", "stopped_service",
    "deceased", "other",
]  # fmt: skip
_FIRST = [
    "Aap",
    "Noot",
    "Mies",
    "Wim",
    "Zus",
    "Jet",
    "Teun",
    "Vuur",
    "Gijs",
    "Lam",
    "Kees",
    "Bok",
    "Weide",
    "Does",
    "Hok",
    "Duif",
    "Schapen",
]
_LAST = [
    "Voorbeeld",
    "Proefpersoon",
    "Fictie",
    "Verzonnen",
    "Oefening",
    "Testmans",
    "Nietbestaand",
    "Papier",
    "Schaduw",
    "Legeplaats",
]


def impossible_number(serial: int) -> str:
    """A national number with correct check digits that nobody can hold: born in 2091."""
    born = date(2091, 1, 1) + timedelta(days=serial // 400)
    stem = f"{born:%y%m%d}{serial % 400 + 1:03}"
    return f"{stem}{97 - int('2' + stem) % 97:02}"


def write_csv(path: Path, rows: Sequence[Row]) -> Path:
    """The rows as a file to import."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def _spread(**sizes: int) -> list[str]:
    return [name for name, size in sizes.items() for _ in range(size)]


def _person(serial: int, chance: random.Random) -> Row:
    number = impossible_number(serial)
    return {
        "first_name": chance.choice(_FIRST),
        "last_name": f"{chance.choice(_LAST)}-{serial}",
        "birth_date": f"2091-{number[2:4]}-{number[4:6]}",
        "national_number": number,
    }


def golden(seed: int = 2018, *, persons: bool = True) -> list[Row]:
    """709 households of 2018 whose counts are the published ones; everything else is drawn by the seed.

    519 households have one adult, 190 have two or more; together 1716 persons. 214 found a home in the year, in
    three to four months on average; some others found one in 2019 and do not count.
    """
    chance = random.Random(seed)
    situations = _spread(tenant=337, temporary=291, homeless=48, owner=33)
    reasons = _spread(independence=235, suitability=133, relationship=102, other=239)
    adults = [1] * 519 + [2] * 180 + [3] * 10
    children = [0] * 709
    for _ in range(1716 - sum(adults)):
        children[chance.randrange(709)] += 1
    for column in (situations, reasons, adults, children):
        chance.shuffle(column)
    finders = set(chance.sample(range(709), 214))
    rows = []
    for index in range(709):
        registered = date(2018, 1, 1) + timedelta(days=chance.randrange(180 if index in finders else 365))
        row = {
            "ref": f"WC18-{index + 1:04}",
            "registered_on": registered.isoformat(),
            "municipality": chance.choice(MUNICIPALITIES),
            "adults": str(adults[index]),
            "children": str(children[index]),
            "situation": chance.choice(SITUATIONS[situations[index]]),
            "main_reason": chance.choice(REASONS[reasons[index]]),
            "point": chance.choice(["34022", "34041", "34027", "34040", ""]),
        }
        if persons:
            row |= _person(index, chance)
        if index in finders:
            row |= _outcome(registered + timedelta(days=chance.randint(45, 165)), chance.choice(FOUND))
        elif chance.random() < 0.3:
            row |= _late_or_without_home(chance)
        rows.append(row)
    return rows


def _outcome(day: date, outcome: str) -> Row:
    return {"found_on": day.isoformat(), "outcome": outcome, "closed_on": day.isoformat(), "close_reason": outcome}


def _late_or_without_home(chance: random.Random) -> Row:
    if chance.random() < 0.5:
        return _outcome(date(2019, 1, 2) + timedelta(days=chance.randrange(60)), chance.choice(FOUND))
    return {"outcome": chance.choice(NOT_FOUND)}


def random_register(seed: int, size: int = 300, years: tuple[int, int] = (2017, 2019)) -> list[Row]:
    """A register with re-entries, doubles of one person, closings, homes found in a later year, blanks.

    Days crowd together around New Year, so that edges of the year are hit often.
    """
    chance = random.Random(seed)
    pool = max(1, size // 2)
    return [_random_row(chance, index, pool, years) for index in range(size)]


def _random_row(chance: random.Random, index: int, pool: int, years: tuple[int, int]) -> Row:
    registered = _day(chance, years)
    adults = chance.choice([0, 1, 1, 1, 2, 2, 3, 5])
    children = chance.choice([0, 0, 1, 2, 6]) or (adults == 0)
    row = {
        "ref": f"R{chance.randrange(10**9):09}-{index}",
        "registered_on": registered.isoformat(),
        "municipality": chance.choice(MUNICIPALITIES),
        "adults": str(adults),
        "children": str(int(children)),
        "situation": chance.choice(sum(SITUATIONS.values(), [])),
        "main_reason": chance.choice(sum(REASONS.values(), [])),
        "point": chance.choice([*MUNICIPALITIES, "mobiel", "", ""]),
    }
    if chance.random() < 0.4:
        row["seeking"] = str(chance.randint(0, adults + int(children)))
    row |= _whom(chance, pool)
    row |= _ending(chance, registered)
    if chance.random() < 0.4:
        row["trajectory_started_on"] = (registered + _wait(chance)).isoformat()
        row["subproject"] = chance.choice(["woonclub", "hbdh", ""])
    return row


def _day(chance: random.Random, years: tuple[int, int]) -> date:
    year = chance.randint(*years)
    edges = [date(year, 1, 1), date(year, 1, 2), date(year, 12, 30), date(year, 12, 31)]
    return chance.choice(edges) if chance.random() < 0.15 else date(year, 1, 1) + timedelta(chance.randrange(365))


def _wait(chance: random.Random) -> timedelta:
    return timedelta(days=chance.choice([0, 1, chance.randrange(90), chance.randrange(500)]))


def _whom(chance: random.Random, pool: int) -> Row:
    """The same person by number, the same by the register's own reference, or nobody known."""
    kind = chance.random()
    if kind < 0.5:
        return _person(chance.randrange(pool), chance)
    if kind < 0.75:
        return {"person_ref": f"P{chance.randrange(pool)}"}
    return {"first_name": chance.choice(_FIRST)} if kind < 0.85 else {}


def _ending(chance: random.Random, registered: date) -> Row:
    row: Row = {}
    if chance.random() < 0.5:
        row["outcome"] = chance.choice(FOUND * 2 + NOT_FOUND)
        if row["outcome"] in FOUND or chance.random() < 0.3:
            row["found_on"] = (registered + _wait(chance)).isoformat()
    if chance.random() < 0.6:
        row["closed_on"] = (registered + _wait(chance)).isoformat()
        row["close_reason"] = chance.choice([*FOUND, *NOT_FOUND, "doorverwezen", ""])
    return row


def stream(size: int, seed: int = 1) -> Iterator[Row]:
    """A long register with a name and a number on every row, for measuring the import."""
    chance = random.Random(seed)
    for index in range(size):
        registered = date(2015, 1, 1) + timedelta(days=chance.randrange(3650))
        row = {
            "ref": f"L{index}",
            "registered_on": registered.isoformat(),
            "municipality": chance.choice(MUNICIPALITIES),
            "adults": "1",
            "children": str(chance.randrange(3)),
            "situation": "rent_private",
            "main_reason": "own_feet",
        } | _person(index % 140_000, chance)
        yield row | (_ending(chance, registered) if index % 2 else {})

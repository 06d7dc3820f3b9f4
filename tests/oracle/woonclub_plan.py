"""Made-up plans of households and their figures, recounted from plain facts; shares no code with the program."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

PLACES = ("34022", "34027", "34041")
ITEMS = ("huursubsidie", "uitpas", "leefloon")
COMPANIES = ("vivus", "sw_plus")
STATES = ("not_applicable", "possible", "applied", "granted", "refused", "enjoyed")
FIRST, DAYS = date(2022, 6, 1), 1200


@dataclass(frozen=True)
class Loan:
    """One guarantee loan as it went."""

    submitted: date | None
    decision: str | None = None
    decided: date | None = None
    cents: int = 0


@dataclass
class File:
    """Everything that happened in one case."""

    municipality: str
    opened: date
    children: int
    counts: bool = True
    """False for a draft."""
    hbdh: date | None = None
    scans: list[date] = field(default_factory=list)
    events: list[tuple[str, str, date]] = field(default_factory=list)
    loans: list[Loan] = field(default_factory=list)
    social: list[tuple[str, date]] = field(default_factory=list)


@dataclass(frozen=True)
class Staff:
    """Full-time equivalents from a day until a day."""

    fte: Fraction
    first: date
    until: date | None


def made_up(seed: int, number: int = 40) -> list[File]:
    """Files of a few years, many of them at the turn of a year."""
    chance = random.Random(seed)
    return [_file(chance) for _ in range(number)]


def _day(chance: random.Random) -> date:
    edges = [date(year, month, day) for year in (2023, 2024) for month, day in ((1, 1), (12, 31))]
    return chance.choice([*edges, *(FIRST + timedelta(days=chance.randrange(DAYS)) for _ in range(4))])


def _file(chance: random.Random) -> File:
    made = File(chance.choice(PLACES), _day(chance), chance.randrange(4), counts=chance.random() < 0.9)
    if chance.random() < 0.5:
        made.hbdh = _day(chance)
    made.scans = sorted(_day(chance) for _ in range(chance.randrange(3)))
    for item in ITEMS:
        days = sorted({_day(chance) for _ in range(chance.randrange(5))})
        made.events += [(item, chance.choice(STATES), day) for day in days]
    for _ in range(chance.randrange(3)):
        days = sorted(_day(chance) for _ in range(2))
        decision = chance.choice(["granted", "refused", "withdrawn"])
        cents = chance.randrange(50_000, 300_000) if decision == "granted" else 0
        made.loans.append(Loan(days[0], decision, days[1], cents))
    made.social = [(company, _day(chance)) for company in COMPANIES if chance.random() < 0.5]
    return made


def recount(files: list[File], year: int) -> dict[str, tuple[int, Counter[str]]]:
    """Per figure its value, and that value by municipality."""
    counting = [each for each in files if each.counts]
    found: dict[str, Counter[str]] = {}
    found["hbdh_children"] = Counter()
    for each in counting:
        if each.hbdh and each.hbdh.year == year:
            found["hbdh_children"][each.municipality] += each.children
    found["households_explored"] = Counter(e.municipality for e in counting if any(d.year == year for d in e.scans))
    found["social_registrations"] = Counter(
        each.municipality for each in counting for _, day in each.social if day.year == year and day >= each.opened
    )
    found["guarantee_loans_submitted"] = Counter(
        each.municipality for each in counting for loan in each.loans if loan.submitted and loan.submitted.year == year
    )
    granted = [
        (each.municipality, loan.cents)
        for each in counting
        for loan in each.loans
        if loan.decision == "granted" and loan.decided and loan.decided.year == year
    ]
    found["guarantee_loans_granted"] = Counter(place for place, _ in granted)
    found["guarantee_loans_amount"] = Counter()
    for place, cents in granted:
        found["guarantee_loans_amount"][place] += cents
    said = {
        "rights_found": ("possible", "applied", "granted", "refused"),
        "rights_applied": ("applied", "granted", "refused"),
        "rights_granted": ("granted",),
    }
    for key, states in said.items():
        found[key] = Counter(
            each.municipality for each in counting for item in ITEMS if _first(each, item, states, year)
        )
    return {key: (sum(parts.values()), parts) for key, parts in found.items()}


def _first(made: File, item: str, states: tuple[str, ...], year: int) -> bool:
    days = [day for name, state, day in made.events if name == item and state in states]
    return bool(days) and min(days).year == year


def staff_of(year: int, rows: list[Staff]) -> Fraction:
    """Full-time equivalents of a year, day by day."""
    day, total, days = date(year, 1, 1), Fraction(0), 0
    while day.year == year:
        total += sum(row.fte for row in rows if row.first <= day and (row.until is None or day < row.until))
        day, days = day + timedelta(days=1), days + 1
    return total / days


def median_of(days: list[int]) -> int | None:
    """The first number of days by which half had come."""
    ordered = sorted(days)
    return next((day for place, day in enumerate(ordered, 1) if 2 * place >= len(ordered)), None)

"""Registers of loan applications and owner contacts, golden and random, and a recount of them; no code of app/."""

import csv
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from tests.oracle.register import MUNICIPALITIES

Row = dict[str, str]

APPLICATION = [
    "ref", "received_on", "product", "municipality", "amount_requested", "decision", "decided_on", "amount_approved",
    "months", "signed_on", "first_due_on", "person_ref", "first_name", "last_name",
]  # fmt: skip
CONTACT = ["ref", "person_ref", "contacted_on", "qualifying", "municipality"]

ZERO = {"EL0_A", "EL0_B", "ELP", "MVL_22", "NK_20", "NK_22", "RF"}
"""Products without interest."""
OFFERED = {
    2017: ["EL2_A", "EL0_A"],
    2018: ["EL2_B", "EL0_B", "EL1_B", "RF"],
    2022: ["EL0_B", "MVL_22", "NK_20"],
    2023: ["MVL_23", "NK_22"],
    2024: ["MVL_24", "NK_22"],
    2026: ["MVL_26", "NK_22"],
}


@dataclass
class Figure:
    """What one measure should give."""

    value: Decimal
    by: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    refs: list[str] = field(default_factory=list)


def write_csv(path: Path, rows: Sequence[Row], columns: Sequence[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(columns), restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def application(ref: str, received_on: str, product: str, **more: str) -> Row:
    return {
        "ref": ref, "received_on": received_on, "product": product, "municipality": "34022",
        "amount_requested": "10000.00",
    } | more  # fmt: skip


def golden() -> list[Row]:
    """2018: 343 applications, 190 with and 153 without interest. 2024: 222 applications and 278 approvals."""
    days = [f"2018-{n % 12 + 1:02}-{n % 28 + 1:02}" for n in range(341)] + ["2018-01-01", "2018-12-31"]
    rows = [application(f"18-{n}", day, "EL2_B" if n < 190 else "EL0_B") for n, day in enumerate(days)]
    approved = {"decision": "goedgekeurd", "amount_approved": "12.500,50", "months": "120"}
    rows += [application(f"23-{n}", "2023-11-05", "MVL_23", decided_on="2024-01-02", **approved) for n in range(100)]
    rows += [application(f"24-{n}", "2024-06-05", "MVL_24", decided_on="2024-12-31", **approved) for n in range(178)]
    rows += [application("24-new", "2024-02-23", "MVL_23", decision="geweigerd", decided_on="2024-03-01")]
    rows += [application("24-gone", "2024-02-24", "MVL_24", decision="ingetrokken", decided_on="2024-03-01")]
    late = approved | {"decided_on": "2025-01-01"}
    rows += [application(f"24-late{n}", "2024-12-31", "MVL_24", **late) for n in range(42)]
    return rows


def golden_contacts() -> list[Row]:
    """212 owners reached in 2024, some of them several times, beside contacts that do not count."""
    rows = [contact(f"c{n}", f"o{n % 212}", f"2024-{n % 12 + 1:02}-15", "1") for n in range(500)]
    rows += [contact(f"n{n}", f"x{n}", "2024-05-05", "0") for n in range(40)]
    rows += [contact("before", "y1", "2023-12-31", "1"), contact("after", "y1", "2025-01-01", "1")]
    return rows


def contact(ref: str, owner: str, on: str, qualifying: str, municipality: str = "34022") -> Row:
    return {"ref": ref, "person_ref": owner, "contacted_on": on, "qualifying": qualifying, "municipality": municipality}


def random_applications(seed: int, size: int = 160) -> list[Row]:
    chance = random.Random(seed)
    return [_random_application(chance, n) for n in range(size)]


def _random_application(chance: random.Random, number: int) -> Row:
    year = chance.choice(list(OFFERED))
    received = date(year, 1, 1) + timedelta(days=chance.choice([0, 0, 364, chance.randrange(365)]))
    row = application(
        f"a{number}",
        received.isoformat(),
        chance.choice(OFFERED[year]),
        municipality=chance.choice(MUNICIPALITIES),
        amount_requested=f"{chance.randrange(1, 6_000_000) / 100:.2f}",
    )
    if chance.random() < 0.7:
        decided = received + timedelta(days=chance.choice([0, 1, 30, 200, 400]))
        row |= {"decision": chance.choice(["goedgekeurd", "goedgekeurd", "geweigerd", "ingetrokken"])}
        row["decided_on"] = f"{decided:%d/%m/%Y}"
        if row["decision"] == "goedgekeurd" and chance.random() < 0.9:
            row["amount_approved"] = f"{chance.randrange(1, 6_000_000) / 100:.2f}"
        if row["decision"] == "goedgekeurd" and chance.random() < 0.5:
            row["signed_on"] = (decided + timedelta(days=chance.randrange(60))).isoformat()
    if chance.random() < 0.3:
        row["person_ref"] = f"p{chance.randrange(20)}"
    return row


def random_contacts(seed: int, size: int = 150) -> list[Row]:
    chance = random.Random(seed)
    return [
        contact(
            f"c{number}",
            f"o{chance.randrange(40)}",
            f"{chance.choice([2023, 2024, 2025])}-{chance.choice(['01-01', '12-31', '06-15', '03-02'])}",
            chance.choice("0111"),
            chance.choice([*MUNICIPALITIES, ""]),
        )
        for number in range(size)
    ]


def recount(rows: Sequence[Row], year: int) -> dict[str, Figure]:
    """The three figures on loans, row by row."""
    received = [row for row in rows if int(row["received_on"][:4]) == year]
    approved = [row for row in rows if row.get("decision") == "goedgekeurd" and row["decided_on"][-4:] == str(year)]
    return {
        "applications_received": _figure([(row, Decimal(1)) for row in received]),
        "credits_approved": _figure([(row, Decimal(1)) for row in approved]),
        "amount_approved": _figure([(row, Decimal(row.get("amount_approved", "0"))) for row in approved]),
    }


def _figure(weighed: Sequence[tuple[Row, Decimal]]) -> Figure:
    by: dict[str, Counter[str]] = {"rate_class": Counter(), "product": Counter(), "municipality": Counter()}
    for row, weight in weighed:
        by["rate_class"]["zero" if row["product"] in ZERO else "reduced"] += weight
        by["product"][row["product"]] += weight
        by["municipality"][row["municipality"]] += weight
    parts = {name: {key: part for key, part in groups.items() if part} for name, groups in by.items()}
    return Figure(sum((weight for _, weight in weighed), Decimal(0)), parts, sorted(row["ref"] for row, _ in weighed))


def recount_owners(rows: Sequence[Row], year: int) -> Figure:
    """Owners with a qualifying contact, each in the municipality of the first."""
    first: dict[str, tuple[str, int, str]] = {}
    for place, row in enumerate(rows):
        if row["qualifying"] == "1" and row["contacted_on"][:4] == str(year):
            seen = (row["contacted_on"], place, row["municipality"] or "unknown")
            first[row["person_ref"]] = min(seen, first.get(row["person_ref"], seen))
    places = Counter(municipality for _, _, municipality in first.values())
    return Figure(Decimal(len(first)), {"municipality": dict(places)}, sorted(first))

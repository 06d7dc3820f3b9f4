"""Five years of Woonclub: 100,000 cases with their people, households, registrations and outcomes."""

import random
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from app.cases.models import Case
from app.clients.models import Person
from app.clients.models_household import Household, HouseholdSnapshot
from app.core.uid import new_uid
from app.projects.woonclub.models import Outcome, Registration, Trajectory
from tests.bench.ground import Ground, fill, invented, make_keys, settle
from tests.oracle.register import FOUND, MUNICIPALITIES, REASONS, SITUATIONS

FIRST = date(2020, 1, 1)
DAYS = 5 * 365
_SITUATIONS = [code for codes in SITUATIONS.values() for code in codes]
_REASONS = [code for codes in REASONS.values() for code in codes]
_TYPES = ("single", "single_parent", "couple", "couple_children")
_NOW = datetime(2025, 1, 6, tzinfo=UTC)
_MODELS = (Person, Household, HouseholdSnapshot, Case, Registration, Outcome, Trajectory)

Rows = dict[type, list[dict[str, Any]]]


def build(ground: Ground, count: int) -> None:
    """Put in so many cases; one in ten is a second case of the household before it."""
    chance = random.Random(2020)
    numbers = iter(range(count))
    last: dict[str, Any] = {}
    while step := list(islice(numbers, 10_000)):
        rows: Rows = {model: [] for model in _MODELS}
        for number in step:
            last = _add(rows, number, chance, last if number % 10 == 9 else {})
        make_keys(ground, [person["uid"] for person in rows[Person]])
        with ground.work() as work:
            work.context.ring.load(person["uid"] for person in rows[Person])
            for person in rows[Person]:
                _seal(person)
        for model in _MODELS:
            fill(ground.data, model.__table__, rows[model])
    settle(ground)


def _add(rows: Rows, number: int, chance: random.Random, again: dict[str, Any]) -> dict[str, Any]:
    """One case; `again` is an earlier case whose household comes back."""
    municipality = chance.choice(MUNICIPALITIES)
    opened = FIRST + timedelta(days=chance.randrange(DAYS))
    person, household = again.get("reference_person_uid"), again.get("household_uid")
    if person is None or household is None:
        person, household = new_uid(), new_uid()
        rows[Person].append(
            {"uid": person, "organisation": municipality, "is_protected": False, "created_at": _NOW, "version": 1}
            | {"number": number}
        )
        rows[Household].append({"uid": household, "created_at": _NOW})
    snapshot = _snapshot(household, opened, chance)
    rows[HouseholdSnapshot].append(snapshot)
    followed = _followed(opened, chance)
    case = {
        "uid": new_uid(),
        "number": f"WC-{opened.year}-{number:06d}",
        "project": "woonclub",
        "organisation": municipality,
        "household_uid": household,
        "snapshot_uid": snapshot["uid"],
        "reference_person_uid": person,
        "municipality": municipality,
        "point": chance.choice(["34022", "34041", "34027", "34040", None]),
        "phase": "afgesloten" if followed["closed_on"] else "actief_zoeken",
        "opened_on": opened,
        "closed_on": followed["closed_on"],
        "last_contact_on": followed["closed_on"] or opened + timedelta(days=chance.randrange(200)),
        "is_draft": False,
        "created_at": _NOW,
        "version": 1,
    }
    rows[Case].append(case)
    _add_woonclub(rows, case["uid"], opened, followed, chance)
    return case


def _snapshot(household: Any, opened: date, chance: random.Random) -> dict[str, Any]:
    adults, children = chance.choice((1, 1, 1, 2, 2, 3)), chance.choice((0, 0, 1, 2, 3))
    return {
        "uid": new_uid(),
        "household_uid": household,
        "taken_on": opened,
        "adults": adults,
        "children": children,
        "seeking": chance.randint(1, adults + children),
        "household_type": chance.choice(_TYPES),
        "age_classes": "{}",
        "is_declared": False,
    }


def _followed(opened: date, chance: random.Random) -> dict[str, date | None]:
    """What became of it: a third found a home, a sixth stopped, the others still look."""
    turn, later = chance.randrange(6), opened + timedelta(days=chance.randint(10, 400))
    return {"found_on": later if turn < 2 else None, "closed_on": later if turn < 3 else None}


def _add_woonclub(rows: Rows, case: Any, opened: date, followed: dict[str, date | None], chance: random.Random) -> None:
    rows[Registration].append(
        {"uid": case, "situation": chance.choice(_SITUATIONS), "main_reason": chance.choice(_REASONS)}
        | {"secondary_reasons": "[]", "threat_of_eviction": False, "version": 1}
    )
    if followed["found_on"]:
        rows[Outcome].append(
            {"uid": case, "outcome": chance.choice(FOUND), "counts_as_found": True}
            | {"found_on": followed["found_on"], "version": 1}
        )
    if chance.randrange(4) == 0:
        rows[Trajectory].append(
            {"uid": new_uid(), "case_uid": case, "subproject": chance.choice(["woonclub", "hbdh"])}
            | {"started_on": opened, "version": 1}
        )


def _seal(person: dict[str, Any]) -> None:
    names = invented(person.pop("number"))
    for name in ("family_name", "given_name", "phone"):
        person[f"{name}_cell"] = getattr(Person, name).seal_for(person["uid"], person["uid"], names[name])

"""Kracht.Wonen: the nights and people of a year out of fifty thousand stays, against SQL by hand."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import text

from app.actionplan.evaluation import evaluate_all
from app.actionplan.registry import measure_by_key
from app.clients.models import Person
from app.core.period import Period
from app.core.uid import new_uid
from app.projects.krachtwonen.crisis.models import CrisisStay
from app.projects.krachtwonen.stays.models import Presence
from tests.bench.ground import Ground, fill, settle
from tests.bench.row import Row, against

STAYS, PERSONS = 50_000, 15_000
YEAR = 2022
BAR = 1.5
_PLACES = ("34022", "34023", "34027", "34040", "34041", "34013", "34042", "34009")
_DAYS = {
    "sqlite": (
        "CAST(julianday(min(coalesce(p.until, :after), :after)) - julianday(max(p.first_night, :first)) AS INTEGER)"
    ),
    "postgresql": "(least(coalesce(p.until, :after), :after) - greatest(p.first_night, :first))",
}
_BY_HAND = """
WITH span AS (
  SELECT s.municipality, coalesce(w.merged_into_uid, w.uid) AS person, {days} AS nights
  FROM kw_crisis_stay s JOIN kw_presence p ON p.uid = s.uid JOIN person w ON w.uid = p.person_uid
  WHERE p.first_night < :after AND (p.until IS NULL OR p.until > :first)
    AND (p.until IS NULL OR p.until > p.first_night))
SELECT {what} FROM span {group}"""
"""Of people who were merged no night is double here: none of them slept in two beds."""
_ASKED = (
    ("municipality, sum(nights)", "GROUP BY municipality"),
    ("count(DISTINCT person)", ""),
)


def measure(ground: Ground) -> Iterator[Row]:
    """Rows of the table for one engine."""
    count = ground.scaled(STAYS)
    _build(ground, count)
    period, results = Period.of_year(YEAR), dict[str, Any]()
    measures = [measure_by_key("crisis.nights"), measure_by_key("crisis.persons")]
    span: dict[str, Any] = {"first": period.first, "after": period.after}
    if ground.engine_name == "sqlite":
        span = {name: day.isoformat() for name, day in span.items()}

    def measured() -> None:
        with ground.work() as work:
            results["measured"] = evaluate_all(work.session, measures, period)

    def by_hand() -> None:
        with ground.work() as work:
            results["hand"] = [
                work.session.execute(
                    text(_BY_HAND.format(days=_DAYS[ground.engine_name], what=what, group=group)), span
                ).all()
                for what, group in _ASKED
            ]

    figure, reference = against(measured, by_hand)
    nights, persons = results["measured"]
    by_place, ((people,),) = results["hand"]
    if {place: int(number) for place, number in by_place} != dict(nights.by["municipality"]) or people != persons.value:
        raise RuntimeError("counted otherwise by hand")
    yield Row(f"year of nights and people over {count:,} stays", "s", figure, reference, BAR)


def _build(ground: Ground, number: int) -> None:
    """Stays of some nights over six years, one after the other for each person; one in a hundred persons was merged."""
    chance = random.Random(number)
    persons = [new_uid() for _ in range(max(2, min(PERSONS, number)))]
    about = {"organisation": "34022", "is_protected": False, "created_at": datetime.now(UTC), "version": 1}
    known = [{"uid": uid, "merged_into_uid": None} | about for uid in persons]
    for place in range(100, len(known), 100):
        known[place]["merged_into_uid"] = persons[0]
    free = {uid: date(2019, 1, 1) + timedelta(days=chance.randrange(700)) for uid in persons}
    slept, stays = [], []
    for serial in range(number):
        place = serial % len(persons)
        who = persons[place]
        first = free[who] + timedelta(days=chance.randrange(1, 300))
        until = free[who] = first + timedelta(days=chance.choice((1, 1, 2, 3, 21)))
        if place % 100 == 0:
            # Of those who are one person no two may sleep at once: each has a month of their own, once.
            first = date(2022, 1, 1) + timedelta(days=2 * (place // 100))
            until = first + timedelta(days=1)
            if serial >= len(persons):
                continue
        uid = new_uid()
        slept.append({"uid": uid, "person_uid": who, "layer": "bed", "first_night": first, "until": until})
        stays.append(
            {"uid": uid, "ref": f"N-{serial}", "municipality": chance.choice(_PLACES), "organisation": "34022"}
        )
    for model, rows in ((Person, known), (Presence, slept), (CrisisStay, stays)):
        fill(ground.data, model.__table__, rows)
    settle(ground)

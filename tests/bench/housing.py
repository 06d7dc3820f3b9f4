"""Kracht.Wonen: the planning board of 200 homes over three months, and homes offered and given under eight at once."""

import gc
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from time import perf_counter
from typing import Any
from uuid import UUID

from app.access.actor import system_actor
from app.access.work import Work, working
from app.cases.loading import case_for_change
from app.cases.models import Case
from app.clients.models import Person
from app.clients.models_household import Household, HouseholdSnapshot
from app.core.errors import Refused
from app.core.uid import new_uid
from app.projects.krachtwonen.desk.models import Situation, SituationPerson
from app.projects.krachtwonen.homes.models import Unit, UnitPlace, UnitState
from app.projects.krachtwonen.homes.queries import unit_for
from app.projects.krachtwonen.stays.models import Stay
from app.projects.krachtwonen.stays.service import Stayers, plan_stay
from app.projects.krachtwonen.waiting.models import WaitingEntry
from app.projects.krachtwonen.waiting.queries import order
from app.projects.krachtwonen.waiting.service import rank_for
from app.projects.krachtwonen.waiting.service_offers import OfferTerms, accept_offer, make_offer
from tests.bench.ground import Ground, fill, invented, make_keys, settle
from tests.bench.row import Row
from tests.support.people import HouseClient, sign_in

UNITS, DAYS = 200, 92
BAR_MS = 150
USERS, TRIES = 8, 25
BAR_ASSIGN_MS = 500
WAITERS, OFFERS = 60, 6
_REQUESTS = 60
_PLACES = ("34022", "34023", "34027", "34040", "34041", "34013", "34042", "34009")


def measure(ground: Ground) -> Iterator[Row]:
    """Rows of the table for one engine."""
    units = _build(ground, ground.scaled(UNITS))
    ground.app.test_client_class = HouseClient
    client = sign_in(ground.app.test_client(), "coordinator", "krachtwonen", "W13")
    # As the server does once it has started; what pages leave behind is collected in between and counts.
    gc.collect()
    gc.freeze()
    times = sorted([_board(client) for _ in range(_REQUESTS + 5)][5:])
    yield Row(f"board of {len(units)} homes x {DAYS} days, p95", "ms", times[int(len(times) * 0.95)] * 1000, bar=BAR_MS)
    waits = sorted(_assignments(ground, units))
    name = f"home given by {USERS} at once, p95 of {len(waits)}"
    yield Row(name, "ms", waits[int(len(waits) * 0.95)] * 1000, bar=BAR_ASSIGN_MS)
    offers = sorted(_offers(ground, units))
    name = f"ranked, offered, accepted by {USERS} at once, p95 of {len(offers)}"
    yield Row(name, "ms", offers[int(len(offers) * 0.95)] * 1000, bar=BAR_ASSIGN_MS)


def _offers(ground: Ground, units: list[UUID]) -> list[float]:
    """Seconds of each request of desks that give a home of their own to whoever stands first on the list of all eight.

    Rank, offer and accept are three requests. Who ranked before another changed the list is told so: its round ends.
    """
    first, start = date.today() + timedelta(days=90), Barrier(USERS)
    given, times = list[UUID](), list[float]()

    def desk(number: int) -> None:
        with working(ground.services, system_actor(f"desk-{number}"), "bench") as work:
            for turn in range(OFFERS):
                start.wait(60)
                try:
                    given.append(_whole_offer(work, units[(turn * USERS + number) % len(units)], first, times))
                except Refused:
                    work.session.rollback()
                work.context.recorded()

    with ThreadPoolExecutor(USERS) as desks:
        list(desks.map(desk, range(USERS)))
    if len(given) < OFFERS:
        raise RuntimeError(f"{len(given)} homes given in {OFFERS} rounds: somebody has to win each")
    return times


def _whole_offer(work: Work, unit: UUID, first: date, times: list[float]) -> UUID:
    """From the waiting list to a stay that is planned."""
    with _request(work, times):
        ranking = rank_for(work, unit_uid=unit).uid
        chosen = next(one for one in order(work, unit_for(work, unit)) if one.ranked.barred is None).waiting.case.number
    with _request(work, times):
        terms = OfferTerms(first, first + timedelta(days=60), work.clock.today() + timedelta(days=2))
        offer = make_offer(work, ranking_uid=ranking, case=case_for_change(work, chosen), terms=terms).uid
    with _request(work, times):
        return accept_offer(work, uid=offer).uid


@contextmanager
def _request(work: Work, times: list[float]) -> Iterator[None]:
    """One transaction, and how long it took, whatever came of it."""
    began = perf_counter()
    try:
        with work.transaction():
            yield
    finally:
        times.append(perf_counter() - began)


def _board(client: HouseClient) -> float:
    began = perf_counter()
    page = client.get(f"/krachtwonen/planbord?dagen={DAYS}")
    took = perf_counter() - began
    if page.status_code != 200 or "bar-stay" not in page.text:
        raise RuntimeError(f"not the board that was asked: {page.status}")
    return took


def _assignments(ground: Ground, units: list[UUID]) -> list[float]:
    """Seconds of each attempt to give a home away that lies free next year; every eight go for the same nights."""
    first = date.today() + timedelta(days=400)
    start = Barrier(USERS)

    def desk(number: int) -> list[float]:
        times = []
        with working(ground.services, system_actor(f"desk-{number}"), "bench") as work:
            for turn in range(TRIES):
                start.wait(60)
                began = perf_counter()
                try:
                    with work.transaction():
                        who = Stayers(persons=1)
                        until = first + timedelta(days=30)
                        plan_stay(work, unit_uid=units[turn % len(units)], moved_in=first, until=until, who=who)
                except Refused:
                    work.session.rollback()
                times.append(perf_counter() - began)
        return times

    with ThreadPoolExecutor(USERS) as desks:
        return [each for times in desks.map(desk, range(USERS)) for each in times]


def _build(ground: Ground, number: int) -> list[UUID]:
    """Homes with a stay that ended, one that runs and one that is planned, each of a household with a name."""
    chance, today = random.Random(number), date.today()
    rows: dict[type, list[dict[str, Any]]] = {
        model: [] for model in (Person, Household, HouseholdSnapshot, Case, Unit, UnitPlace, UnitState, Stay)
    }
    rows |= {model: [] for model in (Situation, SituationPerson, WaitingEntry)}
    for serial in range(number):
        unit = _unit(rows, serial, today)
        for first, until, status in (
            (today - timedelta(days=chance.randint(40, 200)), today - timedelta(days=chance.randint(2, 30)), "left"),
            (today - timedelta(days=1), today + timedelta(days=chance.randint(10, 40)), "arrived"),
            (today + timedelta(days=chance.randint(45, 60)), today + timedelta(days=80), "planned"),
        ):
            _stay(rows, unit, first, until, status, len(rows[Stay]))
        if serial % 5 == 0:
            since = today + timedelta(days=41)
            state = {"uid": new_uid(), "unit_uid": unit, "state": "cleaning", "since": since}
            rows[UnitState].append(state | {"until": since + timedelta(days=3)})
    for serial in range(WAITERS):
        _waits(rows, serial, today)
    holders = [row["uid"] for model in (Person, Case) for row in rows[model]]
    make_keys(ground, holders)
    with ground.work() as work:
        work.context.ring.load(holders)
        for person in rows[Person]:
            names = invented(person.pop("number"))
            for name in ("family_name", "given_name"):
                person[f"{name}_cell"] = getattr(Person, name).seal_for(person["uid"], person["uid"], names[name])
    for model, found in rows.items():
        fill(ground.data, model.__table__, found)
    settle(ground)
    return [row["uid"] for row in rows[Unit]]


def _unit(rows: dict[type, list[dict[str, Any]]], serial: int, today: date) -> UUID:
    uid, place = new_uid(), _PLACES[serial % len(_PLACES)]
    about = {"uid": uid, "ref": f"W-{serial:04d}", "kind": "kw_pool", "municipality": place, "organisation": place}
    dates = {"action": "A0903", "in_pool_from": today - timedelta(days=900), "is_shared": False, "version": 1}
    rows[Unit].append(about | dates | {"max_persons": 4, "bedrooms": 2})
    rows[UnitPlace].append({"unit_uid": uid, "place": 1})
    return uid


def _case(rows: dict[type, list[dict[str, Any]]], first: date, phase: str) -> tuple[UUID, UUID]:
    """A household of one with a case: (case, person)."""
    number = len(rows[Case])
    person, household, snapshot, case, now = new_uid(), new_uid(), new_uid(), new_uid(), datetime.now(UTC)
    rows[Person].append(
        {"uid": person, "organisation": "34022", "is_protected": False, "created_at": now, "version": 1}
        | {"number": number}
    )
    rows[Household].append({"uid": household, "created_at": now})
    rows[HouseholdSnapshot].append(
        {"uid": snapshot, "household_uid": household, "taken_on": first, "adults": 1, "children": 0, "seeking": 1}
        | {"household_type": "single", "age_classes": "{}", "is_declared": False}
    )
    rows[Case].append(
        {"uid": case, "number": f"KW-2026-{number:06d}", "project": "krachtwonen", "organisation": "34022"}
        | {"household_uid": household, "snapshot_uid": snapshot, "reference_person_uid": person}
        | {"municipality": "34022", "phase": phase, "opened_on": first, "last_contact_on": first}
        | {"is_draft": False, "created_at": now, "version": 1}
    )
    return case, person


def _waits(rows: dict[type, list[dict[str, Any]]], serial: int, today: date) -> None:
    """Somebody on the waiting list, with a home promised."""
    since = today - timedelta(days=20 + serial)
    case, person = _case(rows, since, "wachtlijst")
    decided = {"offer": "aanbod_woning", "decided_on": since, "decided_by": "coordinator", "version": 1}
    rows[Situation].append({"uid": case, "reported_by": "reporter"} | decided)
    rows[SituationPerson].append({"uid": new_uid(), "situation_uid": case, "person_uid": person, "listed": True})
    entry = {"uid": new_uid(), "case_uid": case, "listed_on": since, "tier": ("street", "other")[serial % 2]}
    wish = {"persons": 1, "municipalities": [], "needs": [], "version": 1}
    rows[WaitingEntry].append(entry | wish | {"tier_since": since})


def _stay(
    rows: dict[type, list[dict[str, Any]]], unit: UUID, first: date, until: date, status: str, number: int
) -> None:
    case, _person = _case(rows, first, "plaatsing")
    left = until if status == "left" else None
    rows[Stay].append(
        {"uid": new_uid(), "ref": f"V-{number}", "unit_uid": unit, "place": 1, "case_uid": case, "status": status}
        | {"moved_in": first, "agreed_until": until, "moved_out": left, "waiting_accelerated": False}
        | {"persons": 1, "version": 1}
    )

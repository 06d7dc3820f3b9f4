"""Every measure of one year, the overview and the whole report, over a region that has been at work for five years."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from uuid import UUID

from sqlalchemy import select

from app.actionplan.catalogue import measures_in
from app.actionplan.evaluation import evaluate_all
from app.cases.models import Case
from app.cases.models_log import ContactMoment
from app.clients.models import Person
from app.core.period import Period
from app.core.uid import new_uid
from app.projects.krachtwonen.homes.models import Unit, UnitPlace
from app.projects.krachtwonen.stays.models import Presence, Stay
from app.reports import overview
from app.reports.build import build_report
from app.reports.formats import FORMATS
from app.reports.publication import Audience, for_audience
from tests.bench.caseload import DAYS, FIRST, build
from tests.bench.ground import Ground, fill, settle
from tests.bench.row import Row, median, seconds
from tests.support.people import HouseClient, sign_in

CASES, CONTACTS, STAYS = 100_000, 1_000_000, 50_000
YEAR = 2022
MEASURES_S, REPORT_S, OVERVIEW_MS = 2, 10, 150
_REQUESTS = 100
_ROUNDS = 5
_NIGHTS = 17
_AT_ONCE = 100_000


def measure(ground: Ground) -> Iterator[Row]:
    """Rows of the table for one engine."""
    cases, contacts, stays = (ground.scaled(wanted) for wanted in (CASES, CONTACTS, STAYS))
    build(ground, cases)
    _contacts(ground, contacts)
    _stays(ground, stays)
    settle(ground)
    what = f"{cases:,} cases, {contacts:,} contacts, {stays:,} stays"

    def counted() -> None:
        with ground.work() as work:
            measures = measures_in(work.session, YEAR)
            evaluate_all(work.session, measures, Period.of_year(YEAR))

    yield Row(f"all measures, first time: {what}", "s", seconds(counted))
    yield Row("all measures and breakdowns of a year", "s", _typical(counted), bar=MEASURES_S)
    yield from _overview(ground)
    with ground.app.app_context():
        yield Row("the whole report as PDF", "s", seconds(lambda: _report(ground)), bar=REPORT_S)


def _typical(run: Callable[[], None]) -> float:
    return median([seconds(run) for _ in range(_ROUNDS)])


def _overview(ground: Ground) -> Iterator[Row]:
    ground.app.test_client_class = HouseClient
    client = sign_in(ground.app.test_client(), "analyst")
    overview._kept.clear()

    def ask() -> None:
        if client.get(f"/overzicht/{YEAR}").status_code != 200:
            raise RuntimeError("no overview")

    times = [seconds(ask) * 1000 for _ in range(_REQUESTS)]
    yield Row("overview, first look", "ms", times[0])
    yield Row(f"overview, p95 of {_REQUESTS} with the first", "ms", sorted(times)[94], bar=OVERVIEW_MS)
    with ground.work() as work, work.transaction():
        work.trail.record("bench", "case_file")
    yield Row("overview, look after a change", "ms", seconds(ask) * 1000)


def _report(ground: Ground) -> None:
    with ground.work() as work:
        report = for_audience(build_report(work.session, work.clock, YEAR), Audience.INTERNAL)
        FORMATS["pdf"].write(report)


def _contacts(ground: Ground, count: int) -> None:
    """Contact moments over all cases, on days of the five years."""
    now = datetime(2025, 1, 6, tzinfo=UTC)
    with ground.work() as work:
        cases = cycle(work.session.scalars(select(Case.uid)).all())
    common = {"kind": "gesprek", "channel": None, "minutes": 30, "interpreter": None, "with_volunteer": False}
    common |= {"actor": "bench", "text_cell": None, "created_at": now, "version": 1}
    for start in range(0, count, _AT_ONCE):
        rows = [
            common | {"uid": new_uid(), "case_uid": next(cases), "on": FIRST + timedelta(days=number % DAYS)}
            for number in range(start, min(count, start + _AT_ONCE))
        ]
        fill(ground.data, ContactMoment.__table__, rows)


def _stays(ground: Ground, count: int) -> None:
    """Stays one after the other in as many homes as that takes, each of somebody who slept there."""
    with ground.work() as work:
        people = cycle(work.session.scalars(select(Person.uid).limit(count)).all())
    each = DAYS // _NIGHTS
    for home in range(-(-count // each)):
        unit = new_uid()
        fill(ground.data, Unit.__table__, [_home(unit, home)])
        fill(ground.data, UnitPlace.__table__, [{"unit_uid": unit, "place": 1}])
        rows = [_stay(unit, home, turn, next(people)) for turn in range(min(each, count - home * each))]
        fill(ground.data, Stay.__table__, [stay for stay, _ in rows])
        fill(ground.data, Presence.__table__, [presence for _, presence in rows])


def _home(uid: UUID, number: int) -> dict[str, object]:
    about = {"uid": uid, "ref": f"B-{number}", "kind": "kw_pool", "municipality": "34022", "organisation": "34022"}
    dates = {"action": "A0903", "in_pool_from": date(2019, 1, 1), "is_shared": False, "version": 1}
    return about | dates | {"max_persons": 4, "bedrooms": 2}


def _stay(unit: UUID, home: int, turn: int, person: UUID) -> tuple[dict[str, object], dict[str, object]]:
    uid, first = new_uid(), FIRST + timedelta(days=turn * _NIGHTS)
    until = first + timedelta(days=_NIGHTS - 1)
    stay = {"uid": uid, "ref": f"B-{home}-{turn}", "unit_uid": unit, "place": 1, "status": "left", "persons": 1}
    stay |= {"moved_in": first, "moved_out": until, "waiting_accelerated": False, "version": 1}
    slept = {"uid": new_uid(), "person_uid": person, "layer": "home", "first_night": first, "until": until}
    return stay, slept | {"stay_uid": uid}

"""Lists longer than a page: walked from page to page, everything is seen once and in order."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.cases.place import Place
from app.core.uid import new_uid
from app.projects.krachtwonen.crisis.models import CrisisRequest
from app.projects.krachtwonen.crisis.queries import requests
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.homes.queries import UnitFilter, units_listed
from app.projects.krachtwonen.kinds import CrisisOutcome, MedicalDecision, StayStatus
from app.projects.krachtwonen.meetings.models import MeetingRequest
from app.projects.krachtwonen.meetings.queries import open_meetings
from app.projects.krachtwonen.paging import PAGE, Mark
from app.projects.krachtwonen.recovery.models import MedicalReferral
from app.projects.krachtwonen.recovery.queries import referrals
from app.projects.krachtwonen.stays.models import Stay
from app.projects.krachtwonen.stays.queries_reading import stays_of_unit
from tests.projects.krachtwonen.people import TODAY, home, situation
from tests.support.people import sign_in

ROWS = 2 * PAGE + 7


@pytest.fixture
def long_lists(work):
    """More rows of each kind than two pages hold; every third one on a day that others have too."""
    with work.transaction():
        case, _person = situation(work)
        unit = home(work, "KW-LANG")
        for n in range(ROWS):
            day = TODAY - timedelta(days=n // 3)
            uid, ref = new_uid(), f"R{n}"
            meeting = {"case_uid": case.uid, "cause": "crisis", "requested_by": "test", "requested_on": day}
            planned = TODAY + timedelta(days=n // 3) if n % 2 else None
            work.session.add(MeetingRequest(**meeting, planned_on=planned))
            open_or_not = MedicalDecision.OPEN if n % 2 else MedicalDecision.WITHDRAWN
            decided = None if n % 2 else day
            referral = {"ref": ref, "referred_on": day, "decision": open_or_not, "decided_on": decided}
            work.session.add(MedicalReferral(uid=uid, organisation="34022", **referral))
            asked = {"ref": ref, "night": day, "referrer": "police", "organisation": "34022", "asked_of": "test"}
            at = datetime(2026, 3, 16, tzinfo=UTC)
            counted = {"adults": 1, "children": 0, "outcome": CrisisOutcome.OPEN, "asked_at": at}
            work.session.add(CrisisRequest(**asked, **counted))
            first = TODAY + timedelta(days=n)
            there = {"moved_in": first, "agreed_until": first + timedelta(days=1), "status": StayStatus.PLANNED}
            work.session.add(Stay(ref=ref, unit_uid=unit.uid, persons=1, waiting_accelerated=False, **there))
            where = {"municipality": "34022" if n % 2 else "34040", "organisation": "34022", "action": "A0903"}
            since = date(2020, 1, 1)
            work.session.add(Unit(ref=f"W-{n:03d}", kind="kw_pool", in_pool_from=since, is_shared=False, **where))
        work.session.flush()
    return unit


def walked(ask):
    """Every row of every page."""
    rows, after = [], ""
    while True:
        shown = ask(after)
        assert len(shown.rows) <= PAGE
        rows += shown.rows
        after = shown.after
        if not after:
            return rows


def test_every_row_is_seen_once_and_in_order(work, app, long_lists):
    met = [each.request for each in walked(lambda mark: open_meetings(work, Mark.read(mark)))]
    undated, dated = ROWS - ROWS // 2, ROWS // 2
    assert [one.planned_on is None for one in met] == [True] * undated + [False] * dated
    assert met == [
        *sorted(met[:undated], key=lambda one: (one.requested_on, one.uid), reverse=True),
        *sorted(met[undated:], key=lambda one: (one.planned_on, one.uid)),
    ]
    referred = [each.referral for each in walked(lambda mark: referrals(work, Mark.read(mark)))]
    is_open = [one.decision is MedicalDecision.OPEN for one in referred]
    assert is_open == sorted(is_open, reverse=True)
    asked = walked(lambda mark: requests(work, Place.read(mark)))
    assert asked == sorted(asked, key=lambda one: (one.night, one.uid), reverse=True)
    stays = walked(lambda mark: stays_of_unit(work, long_lists.uid, Place.read(mark)))
    units = walked(lambda mark: units_listed(work, UnitFilter(), TODAY, mark))
    assert [(one.municipality, one.ref) for one in units] == sorted((one.municipality, one.ref) for one in units)
    seen = (met, referred, asked, [stay for stay, _number in stays], units[:ROWS])
    assert [len({one.uid for one in rows}) for rows in seen] == [ROWS] * 5
    assert len(units) == ROWS + 1
    coordinator = sign_in(app.test_client(), "coordinator", "krachtwonen", "W13")
    for address in ("mco", "herstelverblijf", "crisis", "woningen", f"woningen/{long_lists.uid}"):
        page = coordinator.get(f"/krachtwonen/{address}").text
        assert 'rel="next"' in page, address

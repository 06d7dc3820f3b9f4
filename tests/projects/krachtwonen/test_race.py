"""Sixteen people take the last place at once: one has it, fifteen are told by whom, and nothing is half written."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from app.access.actor import system_actor
from app.access.work import working
from app.cases.models import Case
from app.core.errors import Refused
from app.projects.krachtwonen.models_stays import Presence, Stay
from app.projects.krachtwonen.service_stays import Stayers, arrive
from tests.projects.krachtwonen.people import MARCH, home, promise, situation

TRIES = 16


@pytest.fixture
def decided(services):
    """Sixteen situations with a home promised, by number of their case, and one home."""
    with working(services, system_actor("reporter"), "test") as work, work.transaction():
        cases = [situation(work) for _ in range(TRIES)]
    with working(services, system_actor("coordinator"), "test") as work, work.transaction():
        for case, _person in cases:
            promise(work, work.session.merge(case))
        unit = home(work)
    return unit.uid, [(case.uid, person.uid) for case, person in cases]


def test_the_last_place_goes_to_one(services, decided, work):
    unit_uid, people = decided
    start = Barrier(TRIES)

    def attempt(number):
        case_uid, person_uid = people[number]
        with working(services, system_actor(f"desk-{number}"), "test") as own:
            start.wait(30)
            try:
                with own.transaction():
                    case = own.session.get_one(Case, case_uid)
                    who = Stayers((person_uid,), case=case)
                    return arrive(own, unit_uid=unit_uid, moved_in=MARCH, who=who).case_uid
            except Refused as refusal:
                return refusal.message

    with ThreadPoolExecutor(TRIES) as desks:
        results = list(desks.map(attempt, range(TRIES)))
    winners = [result for result in results if not isinstance(result, str)]
    assert len(winners) == 1
    number = work.session.scalar(select(Case.number).where(Case.uid == winners[0]))
    told = f"De woning is al bewoond door dossier {number} zonder einddatum."
    assert [result for result in results if isinstance(result, str)] == [told] * (TRIES - 1)
    assert work.session.scalars(select(Stay.case_uid)).all() == winners
    stays = work.session.execute(select(Presence.person_uid, Presence.stay_uid)).all()
    assert len(stays) == 1
    assert stays[0].person_uid == dict(people)[winners[0]]


def test_one_person_cannot_be_taken_into_two_beds_at_once(services, decided, work):
    _unit, people = decided
    with work.transaction():
        beds = [home(work, f"B{n}", kind="rck_bed").uid for n in range(TRIES)]
    start = Barrier(TRIES)

    def attempt(bed):
        with working(services, system_actor("night"), "test") as own:
            start.wait(30)
            try:
                with own.transaction():
                    arrive(own, unit_uid=bed, moved_in=MARCH, who=Stayers((people[0][1],)))
            except Refused as refusal:
                return refusal.message
            return None

    with ThreadPoolExecutor(TRIES) as desks:
        results = list(desks.map(attempt, beds))
    assert results.count(None) == 1
    assert all("verblijft al in B" in message for message in results if message)
    assert len(work.session.scalars(select(Stay.uid)).all()) == 1

"""Sixteen people take the last place at once: one has it, fifteen are told by whom, and nothing is half written.

The last place is asked for from several worker processes with several threads each; the others from threads.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from app.access.actor import system_actor
from app.access.work import working
from app.cases.models import Case
from app.core.errors import Refused
from app.projects.krachtwonen.stays.models import Presence, Stay
from app.projects.krachtwonen.stays.service import Stayers, arrive, leave, move
from tests.projects.krachtwonen.people import MARCH, TODAY, home, promise, situation
from tests.support.workers import at_once

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


def take(services, ready, given):
    """One desk in one of the worker processes: the case that got the place, or what was said."""
    unit_uid, case_uid, person_uid = given
    with working(services, system_actor(f"desk-{case_uid}"), "test") as own:
        ready()
        try:
            with own.transaction():
                who = Stayers((person_uid,), case=own.session.get_one(Case, case_uid))
                return arrive(own, unit_uid=unit_uid, moved_in=MARCH, who=who).case_uid
        except Refused as refusal:
            return refusal.message


def test_the_last_place_goes_to_one(settings, decided, work):
    unit_uid, people = decided
    results = at_once(settings, take, [(unit_uid, *one) for one in people])
    winners = [result for result in results if not isinstance(result, str)]
    assert len(winners) == 1, results
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


def test_eight_leave_and_eight_arrive_or_move_at_once_and_every_night_has_one_household(services, decided, work):
    """Eight households go out of eight homes; eight others come for the same nights, half of them by a move."""
    _unit, people = decided
    with work.transaction():
        homes = [home(work, f"M{n}").uid for n in range(8)]
        others = [home(work, f"N{n}").uid for n in range(4)]
        going = [arrive(work, unit_uid=uid, moved_in=MARCH, who=Stayers(persons=2)).uid for uid in homes]
        moving = [
            arrive(work, unit_uid=uid, moved_in=MARCH, who=Stayers((people[n][1],))).uid for n, uid in enumerate(others)
        ]
    start = Barrier(TRIES)

    def attempt(number):
        place = number % 8
        with working(services, system_actor(f"desk-{number}"), "test") as own:
            start.wait(30)
            try:
                with own.transaction():
                    if number < 8:
                        leave(own, stay_uid=going[place], on=TODAY, destination="social_rent")
                    elif place < 4:
                        move(own, stay_uid=moving[place], to_unit_uid=homes[place], on=TODAY)
                    else:
                        arrive(own, unit_uid=homes[place], moved_in=TODAY, who=Stayers((people[number][1],)))
            except Refused:
                return False
            return True

    with ThreadPoolExecutor(TRIES) as desks:
        results = list(desks.map(attempt, range(TRIES)))
    assert all(results[:8]), "whoever leaves is in nobody's way"
    stays = work.session.scalars(select(Stay)).all()
    assert len(stays) == 12 + sum(results[8:])
    nights = [(stay.unit_uid, night) for stay in stays for night in _march(stay)]
    assert len(nights) == len(set(nights))
    slept = _slept(work)
    assert len(slept) == len(set(slept))
    for stay in stays:
        alone = select(Presence.uid).where(Presence.stay_uid == stay.uid)
        assert len(work.session.scalars(alone).all()) == (stay.persons if stay.persons == 1 else 0)


def _slept(work):
    return [
        (one.person_uid, night)
        for one in work.session.scalars(select(Presence))
        for night in (MARCH + timedelta(days=n) for n in range(31))
        if one.first_night <= night and (one.until is None or night < one.until)
    ]


def _march(stay):
    days = (MARCH + timedelta(days=n) for n in range(31))
    return [day for day in days if stay.moved_in <= day and (stay.moved_out is None or day < stay.moved_out)]

"""Nights of people who sleep in a home and a bed at once, come back, stay on, and turn out to be somebody else."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.actionplan.evaluation import evaluate
from app.actionplan.registry import measure_by_key
from app.core.period import Period
from app.projects.krachtwonen.crisis.models import CrisisStay
from app.projects.krachtwonen.kinds import Layer
from app.projects.krachtwonen.stays.models import Presence
from app.projects.krachtwonen.stays.models_papers import Absence
from app.projects.krachtwonen.stays.service import Stayers, arrive
from tests.projects.krachtwonen.people import home
from tests.support.cases import add_person

START = date(2019, 12, 20)
LAST = date(2020, 12, 31)
_gaps = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4)
_people = st.lists(st.tuples(_gaps, st.booleans(), st.none() | st.integers(0, 3)), min_size=1, max_size=5)
"""Of each person: gaps and lengths of stays one after the other, whether the last goes on, and who they really are."""
_away = st.lists(st.tuples(st.integers(0, 500), st.none() | st.integers(1, 60)), max_size=4)
"""Absences of the household that keeps its home: from which day of 2019 on, and for how many nights."""
HOME_FROM = date(2019, 1, 15)


def spans_of(gaps, is_open):
    """Stays that do not overlap; of the last one the end may not be known."""
    day, found = START, []
    for gap, length in gaps:
        day += timedelta(gap)
        found.append([day, day + timedelta(length)])
        day += timedelta(length)
    if found and is_open:
        found[-1][1] = None
    return found


def days_of(year):
    """Every day of a year, one by one."""
    first, found = date(year, 1, 1), []
    while first.year == year:
        found.append(first)
        first += timedelta(1)
    return found


def write_away(work, stay, away):
    """Nights on which the household of a stay is noted to be elsewhere; the register may hold what overlaps."""
    for since, nights in away:
        first = HOME_FROM + timedelta(since)
        back = None if nights is None else first + timedelta(nights)
        work.session.add(Absence(stay_uid=stay.uid, away_from=first, back_on=back, reason="hospital"))


def slept(spans, year):
    """Every night of a year, one by one."""
    found = set()
    for first, until in spans:
        day = first
        while day < (until or LAST + timedelta(1)):
            found |= {day} if day.year == year else set()
            day += timedelta(1)
    return found


def the_home_stays_given(work, period):
    """While its household is away too, and each night counts once."""
    days = days_of(period.first.year)
    rate = evaluate(work.session, measure_by_key("krachtwonen.occupancy_rate"), period)
    assert (rate.numerator, rate.denominator) == (sum(day >= HOME_FROM for day in days), len(days))
    assert evaluate(work.session, measure_by_key("krachtwonen.stays"), period).value == 1


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=_people, away=_away)
def test_nights_equal_a_count_day_by_day(work, people, away):
    with work.session.begin_nested() as attempt:
        persons = [add_person(work) for _ in people]
        place = home(work, "W-thuis", in_pool_from=date(2018, 1, 1), max_persons=9)
        # Everybody keeps a home meanwhile: a bed away from it is absence, and no double.
        lived = arrive(work, unit_uid=place.uid, moved_in=HOME_FROM, who=Stayers(tuple(p.uid for p in persons)))
        write_away(work, lived, away)
        nights: dict[int, dict[int, set[date]]] = {2019: {}, 2020: {}}
        for number, (person, (gaps, is_open, really)) in enumerate(zip(persons, people, strict=True)):
            canonical = really if really is not None and really < number else number
            canonical = number if people[canonical][2] is not None and canonical != number else canonical
            if canonical != number:
                person.merged_into_uid = persons[canonical].uid
            spans = spans_of(gaps, is_open)
            for serial, (first, until) in enumerate(spans):
                row = Presence(person_uid=person.uid, layer=Layer.BED, first_night=first, until=until)
                work.session.add(row)
                work.session.flush()
                work.session.add(CrisisStay(uid=row.uid, ref=f"N{number}-{serial}", organisation="W13"))
            for year, counted in nights.items():
                counted.setdefault(canonical, set()).update(slept(spans, year))
        work.session.flush()
        for year, counted in nights.items():
            period = Period.of_year(year)
            value = evaluate(work.session, measure_by_key("crisis.nights"), period).value
            assert value == sum(len(each) for each in counted.values())
            assert evaluate(work.session, measure_by_key("crisis.persons"), period).value == sum(
                bool(each) for each in counted.values()
            )
            here = evaluate(work.session, measure_by_key("krachtwonen.homeless"), Period(period.last, period.last))
            assert here.value == len(counted)
            # Everybody once, and in the place where they slept: a bed, else the home that they keep meanwhile.
            in_bed = sum(period.last in each for each in counted.values())
            by_place = {"2": in_bed, "3": len(counted) - in_bed}
            assert here.by["ethos"] == {key: number for key, number in by_place.items() if number}
            the_home_stays_given(work, period)
        attempt.rollback()
    work.session.expunge_all()

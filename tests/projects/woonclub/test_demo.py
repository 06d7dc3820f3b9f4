"""The demo of Woonclub: alive, fictional, the same for a seed."""

import pytest
from sqlalchemy import select

from app.actionplan.evaluation import evaluate
from app.actionplan.registry import measure_by_key
from app.cases.models import Case
from app.clients.models import Person
from app.core.period import Period
from app.projects.woonclub.demo import HOUSEHOLDS, write_demo


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_the_demo_is_alive_and_obviously_fictional(work):
    with work.transaction():
        write_demo(work, seed=1)
    assert len({case.municipality for case in work.session.scalars(select(Case))}) == 14
    numbers = [person.national_number for person in work.session.scalars(select(Person))]
    assert len(numbers) == HOUSEHOLDS
    assert {number[6:9] for number in numbers if number} == {"000"}
    for key in ("new_households", "found_in_year", "trajectories_started"):
        assert evaluate(work.session, measure_by_key(f"woonclub.{key}"), Period.of_year(2025)).value > 10
    assert evaluate(work.session, measure_by_key("woonclub.search_months_median_km"), Period.of_year(2025)).value

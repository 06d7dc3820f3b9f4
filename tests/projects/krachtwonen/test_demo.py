"""The demo of Kracht.Wonen: alive, fictional, the same for a seed."""

import pytest
from sqlalchemy import func, select

from app.actionplan.evaluation import evaluate
from app.actionplan.registry import measure_by_key
from app.core.period import Period
from app.projects.krachtwonen.demo.desk import NEWCOMERS, WAITERS
from app.projects.krachtwonen.demo.pool import RECOVERIES, SITUATIONS, write_demo
from app.projects.krachtwonen.desk.models import Situation

ALIVE = {
    "krachtwonen.units": 26,
    "krachtwonen.unit_municipalities": 12,
    "krachtwonen.stays": 10,
    "krachtwonen.exits": 3,
    "krachtwonen.guidance_trajectories": 5,
    "crisis.nights": 20,
    "crisis.persons": 10,
}


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_the_demo_is_alive(work):
    with work.transaction():
        write_demo(work, seed=1)
    assert work.session.scalar(select(func.count()).select_from(Situation)) == SITUATIONS + WAITERS + NEWCOMERS
    year = Period.of_year(2025)
    for key, least in ALIVE.items():
        assert evaluate(work.session, measure_by_key(key), year).value >= least, key
    referrals = [
        evaluate(work.session, measure_by_key("medical.referrals"), Period.of_year(y)).value for y in (2025, 2026)
    ]
    assert sum(referrals) == RECOVERIES + 4
    assert not work.session.scalar(select(func.count()).where(Situation.decided_by == Situation.reported_by))

"""The demo of the desk: alive, in every municipality, the same for a seed."""

import pytest
from sqlalchemy import select

from app.actionplan.evaluation import evaluate
from app.actionplan.registry import measure_by_key
from app.cases.models import Case
from app.core.period import Period
from app.projects.uithuiszetting.demo import REPORTS, write_demo
from app.projects.uithuiszetting.models import Dispatch, Report


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_the_demo_is_alive(work):
    with work.transaction():
        write_demo(work, seed=1)
    cases = work.session.scalars(select(Case)).all()
    assert len(cases) == REPORTS
    assert len({case.municipality for case in cases}) == 14
    assert any(report.objects_since for report in work.session.scalars(select(Report)))
    assert {dispatch.answer for dispatch in work.session.scalars(select(Dispatch))} >= {None, "accepted", "declined"}
    rate = evaluate(work.session, measure_by_key("eviction.prevention_rate"), Period.of_year(2025)).value
    assert 0 < rate < 1

"""Figures on accelerated allocation against the independent recount, on both engines."""

from collections import Counter

import pytest

from app.actionplan.evaluation import evaluate
from app.actionplan.registry import measure_by_key
from app.core.period import Period
from app.projects.woonclub.models_rights import AcceleratedApplication, AcceleratedStep
from app.projects.woonclub.rules_rights import Phase
from tests.oracle.accelerated import ENDS, Application, made_up, recount
from tests.support.cases import add_case


def write(work, made: Application) -> None:
    case = add_case(work, project="woonclub", opened_on=made.steps[0][1])
    case.municipality, case.is_draft = made.place, not made.counts
    application = AcceleratedApplication(
        case_uid=case.uid,
        company=made.company,
        target_group=made.group,
        prepared_on=made.steps[0][1],
        phase=Phase(made.steps[-1][0]),
        submitted_on=made.day("submitted"),
        ended_on=made.day(*ENDS),
    )
    work.session.add(application)
    work.session.flush()
    work.session.add_all(
        AcceleratedStep(parent_uid=application.uid, case_uid=case.uid, phase=Phase(phase), on=day, actor="test")
        for phase, day in made.steps
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_accelerated_allocation_equals_the_recount(app, work, seed):
    applications = made_up(seed)
    with work.transaction():
        for made in applications:
            write(work, made)
    for year in (2022, 2023, 2024, 2025):
        for key, (expected, by_group) in recount(applications, year).items():
            found = evaluate(work.session, measure_by_key(f"woonclub.{key}"), Period.of_year(year))
            assert found.value == expected, (key, year)
            if "median" not in key:
                assert Counter({g: n for g, n in found.by["target_group"].items() if n}) == by_group, (key, year)
    waiting = measure_by_key("woonclub.accelerated_waiting")
    assert waiting.code == "VT03"

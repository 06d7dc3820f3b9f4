"""Woonclub's figures against the published ones and against the independent recount, on both engines."""

from decimal import Decimal
from fractions import Fraction

import pytest

from app.actionplan.evaluation import evaluate, evaluate_all, records
from app.actionplan.registry import measure_by_key
from app.core.period import Period
from app.projects.woonclub.measures import MEASURES
from tests.oracle.recount import Figure, recount
from tests.oracle.register import golden, random_register

YEAR = Period.of_year(2018)


def figure(work, key, period=YEAR):
    return evaluate(work.session, measure_by_key(f"woonclub.{key}"), period)


def test_the_published_figures_of_2018(work, load):
    assert load(golden()).counts.created == 709
    new = figure(work, "new_households")
    assert new.value == new.records == 709
    assert new.by["situation_group"] == {"tenant": 337, "temporary": 291, "homeless": 48, "owner": 33}
    assert new.by["reason_group"] == {"independence": 235, "suitability": 133, "relationship": 102, "other": 239}
    assert figure(work, "persons").value == 1716
    assert figure(work, "persons").records == 709
    assert figure(work, "single_adult_households").value == 519
    assert figure(work, "found_same_year").value == 214
    assert 3 <= figure(work, "search_months_mean").value <= 4
    assert figure(work, "new_households", Period.of_year(2019)).value == 0
    assert figure(work, "search_months_mean", Period.of_year(2019)).value is None
    assert figure(work, "points_active").value == 4


@pytest.mark.parametrize("seed", [1, 2])
def test_random_registers_equal_the_recount(work, load, seed):
    rows = random_register(seed)
    load(rows)
    for year in (2017, 2018, 2019, 2020):
        expected = recount(rows, year)
        period = Period.of_year(year)
        together = evaluate_all(work.session, MEASURES, period)
        for measure, found in zip(MEASURES, together, strict=True):
            assert found == evaluate(work.session, measure, period)
            if measure.key in expected:
                _same(work, found, expected[measure.key])


def _same(work, found, expected: Figure):
    where = f"{found.measure.key} {found.period}"
    if isinstance(expected.value, Fraction):
        assert abs(Fraction(found.value) - expected.value) < Fraction(1, 10**9), where
    else:
        assert found.value == expected.value, where
        assert not isinstance(found.value, Decimal), where
    assert dict(found.by) == expected.by, where
    assert records(work.session, found.measure, found.period) == expected.refs, where
    for dimension, groups in found.by.items():
        if found.measure.is_count:
            assert sum(groups.values()) == found.value, where
        lists = [records(work.session, found.measure, found.period, {dimension: group}) for group in groups]
        assert sorted(set().union(*lists)) == expected.refs, where

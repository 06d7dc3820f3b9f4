"""The figures on evictions against the independent recount on both engines, and the edges of their rules."""

from datetime import date
from fractions import Fraction

import pytest

from app.actionplan.evaluation import evaluate, evaluate_all, records
from app.actionplan.registry import measure_by_key
from app.cases.service import void_case
from app.core.period import Period
from app.projects.uithuiszetting.measures import MEASURES
from tests.oracle.evictions import random_register, recount


def row(ref, reported_on, dwelling="D1", **more):
    return {"ref": ref, "reported_on": reported_on, "municipality": "34022", "dwelling_ref": dwelling, **more}


def value(work, key, year):
    return evaluate(work.session, measure_by_key(f"eviction.{key}"), Period.of_year(year)).value


def refs(work, key, year):
    return records(work.session, measure_by_key(f"eviction.{key}"), Period.of_year(year))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_random_registers_equal_the_recount(work, load, seed):
    rows = random_register(seed)
    load(rows)
    for year in range(2021, 2026):
        expected, period = recount(rows, year), Period.of_year(year)
        for measure, found in zip(MEASURES, evaluate_all(work.session, MEASURES, period), strict=True):
            if measure.key not in expected:
                # Dispatches and checks are no part of this register: test_checks.py recounts them.
                continue
            wanted = expected[measure.key]
            assert exact(found.value) == exact(wanted.value), (measure.key, year)
            for name, groups in wanted.by.items():
                assert {key: exact(part) for key, part in found.by[name].items()} == {
                    key: exact(part) for key, part in groups.items()
                }, (measure.key, year, name)
            assert records(work.session, measure, period) == wanted.refs, (measure.key, year)


def exact(number):
    return None if number is None else round(Fraction(number), 9)


@pytest.mark.parametrize(
    ("second", "counted"),
    [
        (date(2025, 1, 30), []),  # 90 days
        (date(2025, 1, 31), ["B"]),  # 91 days
    ],
)
def test_a_follow_up_over_new_year_is_not_counted_again(work, load, second, counted):
    load([row("A", "2024-11-01"), row("B", second.isoformat()), row("C", "2025-01-30", "D2")])
    assert refs(work, "households", 2024) == ["A"]
    assert refs(work, "households", 2025) == [*counted, "C"]
    assert refs(work, "reports", 2025) == ["B", "C"]


def test_each_report_is_held_against_the_one_right_before(work, load):
    load([row("A", "2024-01-01"), row("B", "2024-03-20"), row("C", "2024-06-01"), row("D", "2024-08-31")])
    assert refs(work, "households", 2024) == ["A", "D"]


def test_two_reports_on_one_day_are_one_household(work, load):
    load([row("Z", "2024-01-01"), row("A", "2024-01-01")])
    assert refs(work, "households", 2024) == ["Z"]


def test_the_rate_counts_what_closed_in_the_year_with_a_known_end(work, load):
    load([
        row("A", "2023-11-01", "D1", closed_on="2024-01-01", outcome="vermeden"),
        row("B", "2024-01-01", "D2", closed_on="2024-12-31", outcome="uitgevoerd"),
        row("C", "2024-01-01", "D3", closed_on="2024-12-31", outcome="onbekend"),
        row("D", "2024-01-01", "D4", closed_on="2024-12-31"),
        row("E", "2024-01-01", "D5", closed_on="2025-01-01", outcome="afgewend_verhuis"),
        row("F", "2024-01-01", "D6"),
    ])  # fmt: skip
    assert refs(work, "prevention_rate", 2024) == ["A", "B"]
    assert exact(value(work, "prevention_rate", 2024)) == Fraction(1, 2)
    assert value(work, "prevention_rate", 2025) == 0
    assert value(work, "prevention_rate", 2023) is None


def test_a_report_made_by_mistake_counts_nowhere(work, case):
    assert value(work, "reports", 2026) == value(work, "households", 2026) == 1
    with work.transaction():
        void_case(work, case=case)
    assert value(work, "reports", 2026) == value(work, "households", 2026) == 0

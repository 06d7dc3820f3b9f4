"""Every result that the association published stands once, at its own action, in the report of its year."""

from decimal import Decimal

import pytest

from app.actionplan.registry import all_measures
from app.reports.build import build_report
from app.reports.lines import FIGURE, lines_of
from tests.support.plan_files import rows_of

PLAN = "2020-2025"
RESULTS = [row for row in rows_of("figures.csv") if row["kind"] == "resultaat"]


def test_there_are_106_of_them():
    assert len(RESULTS) == 106


@pytest.mark.parametrize("year", [2018, 2023, 2024])
def test_each_stands_once_at_its_action_with_its_source(work, year):
    report = build_report(work.session, work.clock, year)
    tied = {measure.key: measure.published_keys.get(year) for measure in all_measures()}
    shown = []
    for section in report.sections:
        for figure in section.figures:
            if figure.source == "published" and figure.kind == "resultaat":
                shown.append((section.code, figure.key, figure.breakdown, figure.value, figure.origin))
            elif figure.published is not None:
                shown.append((section.code, tied[figure.key], "", figure.published, figure.origin))
    given = [
        (row["code"] or PLAN, row["indicator_key"], row["breakdown"], Decimal(row["value"]), row["source"])
        for row in RESULTS
        if int(row["year"]) == year
    ]
    assert sorted(shown) == sorted(given)
    lines = [(line.code, line.breakdown, line.value) for line in lines_of(report) if line.kind == FIGURE]
    assert {(code, breakdown, value) for code, _, breakdown, value, _ in given} <= set(lines)


def test_two_definitions_never_share_a_line(work):
    """709 households of 2018 and 123 trajectories of 2024 were printed under two keys, and no figure ties both."""
    printed = {(row["year"], row["value"]): row["indicator_key"] for row in RESULTS if row["code"] == "A0901"}
    first, second = printed["2018", "709"], printed["2024", "123"]
    assert first != second
    for measure in all_measures():
        assert len({*measure.published_keys.values()} & {first, second}) < 2, measure.key

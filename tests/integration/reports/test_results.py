"""Every result that the association published stands at its own action in the report of its year, with its source."""

from decimal import Decimal

import pytest

from app.reports.build import build_report
from tests.support.plan_files import rows_of

RESULTS = [row for row in rows_of("figures.csv") if row["kind"] == "resultaat"]


def test_there_are_106_of_them():
    assert len(RESULTS) == 106


@pytest.mark.parametrize("year", sorted({row["year"] for row in RESULTS}))
def test_each_stands_at_its_action_with_its_source(work, year):
    report = build_report(work.session, work.clock, int(year))
    shown = {}
    for section in report.sections:
        for figure in section.figures:
            value = figure.value if figure.source == "published" else figure.published
            shown.setdefault((section.code, figure.breakdown), []).append((value, figure.source))
    for row in RESULTS:
        if row["year"] == year and row["code"]:
            found = shown[row["code"], row["breakdown"]]
            assert Decimal(row["value"]) in [value for value, _ in found], row["indicator_key"]
            assert {source for _, source in found} <= {"records", "counter", "published"}

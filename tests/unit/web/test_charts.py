"""Geometry of the charts: lengths are in proportion, nothing leaves the picture."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.charts import bar_chart, series_chart, share_chart, target_chart

counts = st.lists(st.tuples(st.text(max_size=5), st.integers(0, 10**6)), max_size=12)


def test_bars_are_in_proportion_and_nothing_known_has_no_bar() -> None:
    chart = bar_chart([("a", 200), ("b", 50), ("c", None)])
    assert [row.length for row in chart.rows] == [100, 25, 0]
    assert [row.share for row in chart.rows] == [0.8, 0.2, None]
    assert chart.total == 250


def test_bars_of_losses_have_no_shares() -> None:
    chart = bar_chart([("winst", Decimal(10)), ("verlies", Decimal(-20))])
    assert [(row.length, row.negative, row.share) for row in chart.rows] == [(50, False, None), (100, True, None)]


def test_a_chart_of_nothing_is_empty() -> None:
    assert bar_chart([]).rows == ()
    assert bar_chart([("a", 0)]).rows[0].length == 0
    assert series_chart([]).columns == ()
    assert share_chart([("a", 0)]).parts[0].length == 0
    assert target_chart(0, 0).bar_length == 0


@given(counts)
def test_shares_fill_the_bar_without_gaps(items: list[tuple[str, int]]) -> None:
    chart = share_chart(items)
    if chart.total:
        assert sum(part.length for part in chart.parts) == pytest.approx(100, abs=0.1)
    for before, after in zip(chart.parts, chart.parts[1:], strict=False):
        assert after.x == pytest.approx(before.x + before.length, abs=0.02)


def test_a_share_cannot_be_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        share_chart([("a", -1)])


@given(st.lists(st.one_of(st.none(), st.integers(0, 10**6)), min_size=1, max_size=10), st.integers(0, 10**6))
def test_a_series_stays_inside_its_picture(values: list[int | None], target: int) -> None:
    chart = series_chart([(str(place), value) for place, value in enumerate(values)], target)
    for column in chart.columns:
        assert column.x >= 0 and column.x + column.width <= chart.width
        assert column.y + column.height == pytest.approx(chart.baseline, abs=0.02)
        assert column.y >= 21.9
    assert chart.target_y is not None and 21.9 <= chart.target_y <= chart.baseline


def test_the_last_year_is_marked() -> None:
    assert [column.last for column in series_chart([("2023", 1), ("2024", 2)]).columns] == [False, True]


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.one_of(st.none(), st.integers(0, 10**6)))
def test_marks_of_a_target_stay_inside_the_picture(value: int, target: int, previous: int | None) -> None:
    chart = target_chart(value, target, previous)
    for place in (chart.bar_length, chart.target_x, chart.previous_x or 0):
        assert 0 <= place <= chart.width


def test_the_label_of_a_target_hangs_inwards() -> None:
    assert target_chart(100, 5).target_anchor == "start"
    assert target_chart(100, 50).target_anchor == "middle"
    assert target_chart(50, 100).target_anchor == "end"

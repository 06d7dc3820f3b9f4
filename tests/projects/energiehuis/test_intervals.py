"""Time between days by the European rule, and due dates that keep their anchor."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.projects.energiehuis.arithmetic.intervals import Unit, contract_years, due_dates, shifted, years_between
from tests.oracle.loan import month_ends, time_of

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("first", "day", "unit", "years"),
    [
        ("2019-04-08", "2019-06-08", Unit.MONTH, Fraction(2, 12)),
        ("2019-04-08", "2019-06-13", Unit.MONTH, Fraction(2, 12) + Fraction(5, 365)),
        # The year that ends on 13 May 2020 has a 29 February.
        ("2020-04-08", "2020-05-13", Unit.MONTH, Fraction(1, 12) + Fraction(5, 366)),
        ("2019-04-08", "2019-06-13", Unit.YEAR, Fraction(66, 365)),
        ("2019-04-08", "2021-04-18", Unit.YEAR, 2 + Fraction(10, 365)),
        ("2019-04-08", "2019-04-24", Unit.WEEK, Fraction(2, 52) + Fraction(2, 365)),
        ("2019-04-08", "2019-04-08", Unit.MONTH, Fraction(0)),
        ("2019-04-08", "2018-04-08", Unit.MONTH, Fraction(-1)),
        ("2019-03-31", "2019-04-30", Unit.MONTH, Fraction(30, 365)),
    ],
)
def test_time_is_counted_back_from_the_flow(first: str, day: str, unit: Unit, years: Fraction) -> None:
    assert years_between(date.fromisoformat(first), date.fromisoformat(day), unit) == years


@given(DAYS, st.integers(0, 11000))
def test_time_agrees_with_a_search_over_all_months(first: date, days: int) -> None:
    day = first + timedelta(days=days)
    assert years_between(first, day) == time_of(first, day)


@given(DAYS, st.integers(1, 360))
def test_due_dates_keep_the_day_of_the_first(first: date, count: int) -> None:
    days = due_dates(first, count)
    assert len(days) == count
    assert all((other.year * 12 + other.month) - (one.year * 12 + one.month) == 1 for one, other in pairwise(days))
    assert all(day.day == first.day or ((day + timedelta(days=1)).day == 1 and day.day < first.day) for day in days)


def test_a_loan_of_the_31st_stays_at_month_ends() -> None:
    assert due_dates(date(2023, 1, 31), 27)[1:] == month_ends(date(2023, 1, 31), 26)


def test_a_first_date_in_february_can_have_a_later_anchor() -> None:
    assert due_dates(date(2024, 2, 29), 4, anchor_day=30) == [
        date(2024, 2, 29), date(2024, 3, 30), date(2024, 4, 30), date(2024, 5, 30),
    ]  # fmt: skip


@given(DAYS, st.integers(1, 120))
def test_whole_months_of_a_contract_are_whole(start: date, months: int) -> None:
    assert contract_years(start, shifted(start, months)) == Fraction(months, 12)

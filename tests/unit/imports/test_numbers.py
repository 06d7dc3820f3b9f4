"""Parsers of days and numbers, both notations."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports import numbers
from app.imports.values import BadValue


def refused(parser, cell):
    with pytest.raises(BadValue):
        parser(cell)
    return True


@given(st.dates(date(1850, 1, 1), date(2199, 12, 31)))
def test_a_day_reads_back_in_both_notations(day):
    assert numbers.day()(day.isoformat()) == numbers.day()(f"{day:%d/%m/%Y}") == day
    assert numbers.day()(f"{day.day}/{day.month}/{day.year:04}") == day


@pytest.mark.parametrize(
    "cell", ["29/02/2023", "31/04/2024", "2024-13-01", "01-02-2024", "2024/01/02", "1/2/24", "0024-01-01", "gisteren"]
)
def test_no_day(cell):
    assert refused(numbers.day(), cell)


def belgian(cents):
    sign, cents = ("-" if cents < 0 else ""), abs(cents)
    return f"{sign}{cents // 100:,}".replace(",", ".") + f",{cents % 100:02}"


@given(st.integers(-(10**11), 10**11))
def test_an_amount_reads_back_in_both_notations(cents):
    exact = Decimal(cents) / 100
    assert numbers.amount()(f"{exact:.2f}") == numbers.amount()(belgian(cents)) == exact


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1234", "1234"),
        ("1.234", "1234"),
        ("1234,5", "1234.5"),
        ("12.5", "12.5"),
        ("0", "0"),
        ("-425", "-425"),
        ("1.234.567", "1234567"),
    ],
)
def test_amounts(cell, value):
    assert numbers.amount()(cell) == Decimal(value)


@pytest.mark.parametrize(
    "cell", ["1,234", "1,234.56", "12.345,6.7", "1.23.456", "€ 5", "1 234", "", "1e5", "0.123", "٣", "--1", "."]
)
def test_no_amount(cell):
    assert refused(numbers.amount(), cell)


def test_a_point_before_three_digits_is_ambiguous_in_a_plain_number():
    assert refused(numbers.decimal_number(), "1.464")
    assert numbers.decimal_number()("1464") == 1464
    assert numbers.decimal_number()("33,15") == numbers.decimal_number()("33.15") == Decimal("33.15")
    assert numbers.decimal_number()("0.125") == Decimal("0.125")


def test_whole_euros():
    assert numbers.whole_euros()("-34.517") == -34517
    assert numbers.whole_euros()("12,00") == 12
    assert refused(numbers.whole_euros(), "12,50")


def test_counts():
    assert numbers.count()("0") == 0
    for cell in ("-1", "1,5", "2.0", "x", "10000000", "1" * 5000):
        assert refused(numbers.count(), cell)


def test_years():
    assert numbers.year()("2024") == 2024
    assert refused(numbers.year(), "24")
    assert refused(numbers.year(), "2٠24")

"""Dates, numbers and money as people type them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.formatting import amount, date_nl, number
from app.web.parsing import parse_cents, parse_date, parse_decimal, parse_integer


@pytest.mark.parametrize(
    "typed",
    ["14/3/2026", "14/03/2026", " 14-03-2026 ", "14.3.2026", "14 03 2026", "14032026", "2026-03-14", "14 / 3 / 2026"],
)
def test_a_date_is_read_in_every_usual_notation(typed: str) -> None:
    assert parse_date(typed) == date(2026, 3, 14)


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("31/02/2026", "De datum 31/02/2026 bestaat niet. Kijk dag en maand na."),
        ("3/14/2026", "bestaat niet"),
        ("14/03/26", "Schrijf het jaar met vier cijfers."),
        ("gisteren", "bijvoorbeeld 14/03/2026"),
        ("14/03/0202", "Kijk het jaar na: 202 kan niet."),
        ("14/03", "dag/maand/jaar"),
    ],
)
def test_a_date_that_cannot_be_read_says_what_to_do(typed: str, advice: str) -> None:
    with pytest.raises(ValueError, match=r"\w") as caught:
        parse_date(typed)
    assert advice in str(caught.value)


@given(st.dates(date(1880, 1, 1), date(2199, 12, 31)))
def test_every_date_that_is_shown_can_be_typed_back(day: date) -> None:
    assert parse_date(date_nl(day)) == day
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1.234,56", "1234.56"),
        ("1234,56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("1\N{NO-BREAK SPACE}234,56", "1234.56"),
        ("1234.56", "1234.56"),
        ("1.234", "1234"),
        ("1.234.567", "1234567"),
        ("12.5", "12.5"),
        ("-12,5", "-12.5"),
        ("\N{MINUS SIGN}3", "-3"),
        ("0", "0"),
    ],
)
def test_a_number_is_read_in_flemish_notation(typed: str, value: str) -> None:
    assert parse_decimal(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["1.23.4", "1,2,3", "twaalf", "1e5", "", "12-", "1.2345,6", "Infinity", "NaN", "٣"])
def test_what_is_not_a_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="Schrijf een getal in cijfers"):
        parse_decimal(typed)


def test_a_whole_number_is_whole() -> None:
    assert parse_integer("1.234") == 1234
    assert parse_integer("12,0") == 12
    with pytest.raises(ValueError, match="geheel getal"):
        parse_integer("12,5")


@pytest.mark.parametrize("typed", ["1.234,50", "€ 1.234,50", "1234,5 euro", "EUR 1234.50", "1234,50€", "€1 234,50"])
def test_an_amount_becomes_cents(typed: str) -> None:
    assert parse_cents(typed) == 123450


def test_an_amount_has_at_most_two_decimals() -> None:
    with pytest.raises(ValueError, match="twee cijfers na de komma"):
        parse_cents("1,234")
    with pytest.raises(ValueError, match="Schrijf een bedrag"):
        parse_cents("€")


@given(st.integers(-(10**12), 10**12))
def test_every_amount_and_number_that_is_shown_can_be_typed_back(value: int) -> None:
    assert parse_cents(amount(value)) == value
    assert parse_integer(number(value)) == value

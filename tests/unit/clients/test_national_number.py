"""The national number is checked, masked, and never repeated in a message."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clients import national_number
from app.core.errors import Refused
from tests.support.clients import number

DAYS = st.dates(date(1901, 1, 1), date(2026, 1, 1))


@given(DAYS, st.sampled_from([0, 999]), st.sampled_from([0, 20, 40]))
def test_every_written_form_is_read(born, serial, bis):
    digits = number(born, serial, bis)
    assert national_number.parse(digits) == digits
    assert national_number.parse(f" {national_number.full(digits)} ") == digits
    assert national_number.is_bis(digits) == bool(bis)
    if (born.year, born.month, born.day) not in {(1900, 1, 1), (2000, 1, 1)}:
        assert national_number.birth_date(digits) == born


@given(DAYS, st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_is_seen_without_being_repeated(born, place, shift):
    digits = number(born)
    wrong = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]
    try:
        read = national_number.parse(wrong)
    except Refused as refusal:
        assert refusal.field == "national_number"
        assert wrong not in refusal.message
        assert digits not in refusal.message
    else:
        # Only a shift between the two centuries' check digits can go unseen.
        assert read == wrong


@pytest.mark.parametrize("text", ["", "123", "abc", "850730000", "85073000000x", "²" * 11])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(Refused):
        national_number.parse(text)


def test_a_year_that_is_still_to_come_has_check_digits_too():
    digits = number(date(2091, 5, 4))
    assert national_number.parse(digits) == digits
    assert national_number.birth_date(digits) is None


def test_masked_shows_the_birth_date_alone():
    digits = number(date(1985, 7, 30))
    assert national_number.masked(digits) == "85.07.30-***.**"
    assert national_number.masked(None) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [("85.07.30-000.61", True), ("85073000061", True), ("0470 12 34 56", False), ("30/07/1985", False), ("", False)],
)
def test_recognises_what_looks_like_one(text, expected):
    assert national_number.looks_like(text) is expected

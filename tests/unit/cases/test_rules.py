"""What may be written in a case, without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.place import Place
from app.cases.rules import (
    TEXT_LIMIT,
    Span,
    case_number,
    check_contact_day,
    check_minutes,
    check_step_day,
    check_text,
    day_nl,
)
from app.core.errors import Refused

TODAY = date(2026, 3, 16)
days = st.dates(date(2026, 1, 1), date(2026, 4, 30))


@given(day=days, opened=days, closed=st.none() | days)
def test_a_contact_day_is_refused_exactly_when_it_lies_outside(day, opened, closed):
    inside = opened <= day <= min(TODAY, closed or TODAY)
    try:
        check_contact_day(day, Span(opened, closed), TODAY)
    except Refused as refusal:
        assert not inside
        assert refusal.field == "on"
    else:
        assert inside


@given(day=days, opened=days, previous=st.none() | days)
def test_a_step_never_comes_before_the_one_before_it(day, opened, previous):
    inside = max(opened, previous or opened) <= day <= TODAY
    try:
        check_step_day(day, Span(opened), previous, TODAY)
    except Refused:
        assert not inside
    else:
        assert inside


def test_refusals_say_what_to_do():
    with pytest.raises(Refused, match=r"pas geopend op 02/03/2026\. Kies die dag of een latere"):
        check_contact_day(date(2026, 3, 1), Span(date(2026, 3, 2)), TODAY)
    with pytest.raises(Refused, match="Kies vandaag of een dag ervoor"):
        check_contact_day(TODAY + timedelta(days=1), Span(date(2026, 3, 2)), TODAY)


def test_texts_and_minutes():
    assert check_text("  iets \n") == "iets"
    for wrong in (None, "", " \t\n", "x" * (TEXT_LIMIT + 1)):
        with pytest.raises(Refused):
            check_text(wrong)
    for right in (None, 1, 1440):
        check_minutes(right)
    for wrong in (0, -1, 1441):
        with pytest.raises(Refused):
            check_minutes(wrong)


def test_numbers_and_days_as_people_write_them():
    assert case_number("WC", 2026, 31) == "WC-2026-0031"
    assert case_number("WC", 2026, 12345) == "WC-2026-12345"
    assert day_nl(date(2026, 2, 1)) == "01/02/2026"


@given(st.dates(), st.uuids())
def test_a_place_is_read_as_it_was_written(day, uid):
    assert Place.read(Place(day, uid).write()) == Place(day, uid)


@pytest.mark.parametrize("written", ["", "x", "2026-03-16", "2026-03-16.zz", "2026-13-01.00", "' OR 1=1"])
def test_a_place_that_was_tampered_with_is_none(written):
    assert Place.read(written) is None

"""How values look on screen and on paper."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from app.web import formatting as f


def plain(text: str) -> str:
    return text.replace(f.NO_BREAK_SPACE, " ")


def test_dates_and_times_are_local() -> None:
    late = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    assert f.date_nl(date(2026, 2, 1)) == "01/02/2026"
    assert f.date_nl(late) == "01/07/2026"
    assert f.datetime_nl(late) == "01/07/2026 om 00:30"
    assert f.time_nl(late) == "00:30"
    assert f.date_long(date(2026, 3, 1)) == "1 maart 2026"
    assert f.date_iso(late) == "2026-07-01T00:30+02:00"


def test_an_instant_without_a_zone_is_not_shown() -> None:
    with pytest.raises(ValueError, match="time zone"):
        f.time_nl(datetime(2026, 1, 1, 12, 0))


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (1234, "1.234"), (-1234, "-1.234"), (Decimal("1234.5"), "1.234,5"), (1234567.25, "1.234.567,25")],
)
def test_numbers(value: int | Decimal | float, text: str) -> None:
    assert f.number(value) == text


def test_decimals_are_rounded_half_up() -> None:
    assert f.number(Decimal("2.345"), 2) == "2,35"
    assert f.number(0.5, 0) == "1"
    assert f.number(7, 2) == "7,00"


def test_money_is_cents_or_a_decimal_in_euros() -> None:
    assert plain(f.euro(123450)) == "€ 1.234,50"
    assert plain(f.euro(Decimal("1234.5"))) == "€ 1.234,50"
    assert plain(f.euro_whole(123450)) == "€ 1.235"
    assert f.amount(-5) == "-0,05"
    assert f.amount_whole(23292700) == "232.927"
    assert f.amount_whole(0) == "0"


@pytest.mark.parametrize("wrong", [1.5, True])
def test_money_is_never_a_float_or_a_yes(wrong: object) -> None:
    with pytest.raises(TypeError, match="money"):
        f.euro(wrong)  # type: ignore[arg-type]


def test_percent_and_difference() -> None:
    assert plain(f.percent(Decimal("0.329"), 1)) == "32,9 %"
    assert plain(f.percent(1)) == "100 %"
    assert [f.signed(value) for value in (12, 0, -3)] == ["+12", "0", "-3"]
    assert [f.signed(value, 2) for value in (260458.8, 0)] == ["+260.458,80", "0,00"]


@pytest.mark.parametrize("name", sorted(set(f.FILTERS) - {"date_iso"}))
def test_nothing_is_a_dash(name: str) -> None:
    assert f.FILTERS[name](None) == "–"


def test_zero_and_false_are_something() -> None:
    assert f.dash(0) == 0
    assert f.dash("") == "–"
    assert f.yes_no(False) == "nee"

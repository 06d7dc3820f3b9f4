"""The annual percentage rate: known cases, the right root, no root."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.projects.energiehuis.arithmetic.apr import Flow, NoRate, apr, apr_percent, dated_flows
from tests.oracle.loan import rate_of


def flows(*pairs: tuple[str, str]) -> list[Flow]:
    return [Flow(Decimal(amount), Fraction(years)) for amount, years in pairs]


def monthly(drawn: str, cost: str, payment: str, count: int) -> list[Flow]:
    return flows((drawn, "0"), ("-" + cost, "0"), *(("-" + payment, f"{month}/12") for month in range(1, count + 1)))


@pytest.mark.parametrize(
    ("known", "percent"),
    [
        (flows(("1000", "0"), ("-1100", "1")), "10.000000"),
        (flows(("1000", "0"), ("-1210", "2")), "10.000000"),
        (flows(("1000", "0"), ("-1050", "1/2")), "10.250000"),
        (flows(("100", "0"), ("-100", "3")), "0.000000"),
        (flows(("100", "0"), ("-81", "2")), "-10.000000"),
        # A cost a year before the first drawdown.
        (flows(("1000", "0"), ("-100", "-1"), ("-979", "1")), "10.000000"),
        # Twice the amount after a month: 2^12 - 1.
        (flows(("500", "0"), ("-1000", "1/12")), "409500.000000"),
        # Two drawdowns.
        (flows(("1000", "0"), ("1100", "1"), ("-2420", "2")), "10.000000"),
    ],
)
def test_known_rates(known: list[Flow], percent: str) -> None:
    assert str(apr_percent(known)) == percent


@pytest.mark.parametrize(("years", "places", "percent"), [("1", 1, "3.1"), ("1", 2, "3.05"), ("1", 3, "3.054")])
def test_rounding_is_half_up(years: str, places: int, percent: str) -> None:
    assert str(apr_percent(flows(("100000", "0"), ("-103054", years)), places)) == percent
    assert str(apr_percent(flows(("100000", "0"), ("-103055", "1")), 2)) == "3.06"


def test_a_loan_without_interest_but_with_a_cost_has_a_rate() -> None:
    assert apr(monthly("15000", "0.00", "125.00", 120)) == 0
    assert Decimal("0.3") < apr_percent(monthly("15000", "250.00", "125.00", 120)) < Decimal("0.4")


@pytest.mark.parametrize(
    "without",
    [
        [],
        flows(("100", "0")),
        flows(("-100", "0")),
        flows(("100", "0"), ("-100", "0")),
        # More is paid than drawn, and first: only a rate below zero solves it, which is no cost of a loan.
        flows(("-100", "0"), ("50", "1")),
        flows(("100", "0"), ("-200", "0"), ("-10", "1")),
    ],
)
def test_no_rate_is_said_so(without: list[Flow]) -> None:
    with pytest.raises(NoRate):
        apr(without)


def test_of_two_solutions_the_one_nearest_to_zero() -> None:
    # 100 (1+x)^2 - 230 (1+x) + 132 = 0 has the roots 10 % and 20 %.
    both = flows(("-100", "0"), ("230", "1"), ("-132", "2"))
    assert apr_percent(both) == Decimal("10.000000")


def test_days_are_counted_from_the_first_drawdown() -> None:
    dated = [(date(2019, 4, 8), Decimal(1000)), (date(2021, 4, 8), Decimal(-1210))]
    assert apr_percent(dated_flows(dated)) == Decimal("10.000000")
    with pytest.raises(NoRate):
        dated_flows([(date(2019, 4, 8), Decimal(-1))])


@settings(max_examples=10, deadline=None)
@given(
    drawn=st.integers(1_250, 60_000),
    months=st.integers(1, 60),
    over=st.integers(1, 300),
    cost=st.integers(0, 100),
    first=st.fractions(Fraction(1, 52), Fraction(1, 4), max_denominator=366),
)
def test_agrees_with_plain_halving(drawn: int, months: int, over: int, cost: int, first: Fraction) -> None:
    payment = Fraction(drawn * (1000 + over), 1000 * months)
    signed = [(Fraction(drawn - cost), Fraction(0))]
    signed += [(-payment, first + Fraction(month, 12)) for month in range(months)]
    with_costs = [Flow(Decimal(amount.numerator) / Decimal(amount.denominator), years) for amount, years in signed]
    expected = rate_of(signed, high="1000000000")
    assert abs(apr(with_costs) - expected) <= Decimal("1e-18") * (1 + expected)

"""Schedules: known instalments, invariants over random terms, drawdowns, early repayment, pay-off."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import Refused
from app.projects.energiehuis.arithmetic.amortisation import AfterEarly, Method, Step, amortise
from app.projects.energiehuis.arithmetic.apr import apr_percent, schedule_flows
from app.projects.energiehuis.arithmetic.intervals import shifted
from app.projects.energiehuis.arithmetic.rates import Convention, monthly_rate
from app.projects.energiehuis.arithmetic.schedule import Kind, Schedule, Terms, Transfer, make_schedule, pay_off
from tests.oracle.loan import annuity_rows

SIGNED = date(2018, 3, 1)
EUR = Decimal("0.01")
AMOUNTS = st.integers(125_000, 6_000_000)
RATES = st.integers(0, 1200).map(lambda basis: Decimal(basis) / 100)
STARTS = st.dates(date(2015, 1, 1), date(2032, 12, 31))


def drawn(amount: str | Decimal, on: date = SIGNED) -> Transfer:
    return Transfer(on, Kind.DRAWDOWN, Decimal(amount))


def early(amount: str, on: date, kind: Kind = Kind.EARLY) -> Transfer:
    return Transfer(on, kind, Decimal(amount))


def regular(amount: str, rate: str, months: int, convention: Convention = Convention.EFFECTIVE) -> Schedule:
    return make_schedule(Terms(Decimal(rate), months, shifted(SIGNED, 1), convention), [drawn(amount)])


def holds_together(schedule: Schedule) -> None:
    """What is true of every schedule."""
    booked = [row.booked for row in schedule.rows]
    assert sum(row.principal + row.repaid_early for row in booked) == sum(row.drawn for row in booked)
    assert booked[-1].balance == 0
    balance = Decimal(0)
    for row in booked:
        assert row.instalment == row.interest + row.principal
        assert min(row.instalment, row.interest, row.principal, row.balance) >= 0
        assert row.balance == balance + row.drawn - row.repaid_early - row.principal
        assert all(value == value.quantize(EUR) for value in (row.instalment, row.interest, row.balance))
        balance = row.balance
    days = [row.due for row in schedule.rows]
    assert days == sorted(set(days))


@pytest.mark.parametrize(
    ("amount", "rate", "months", "effective", "nominal"),
    [
        ("60000", "2.25", 300, "261.00", "261.68"),
        ("60000", "2.75", 300, "275.74", "276.79"),
        ("15000", "2.00", 96, "169.09", "169.21"),
        ("15000", "0", 120, "125.00", "125.00"),
    ],
)
def test_instalments_of_products(amount: str, rate: str, months: int, effective: str, nominal: str) -> None:
    assert str(regular(amount, rate, months).instalment) == effective
    assert str(regular(amount, rate, months, Convention.NOMINAL).instalment) == nominal


@settings(max_examples=60, deadline=None)
@given(AMOUNTS, RATES, st.integers(1, 300), st.booleans())
def test_rows_agree_with_the_second_derivation(cents: int, rate: Decimal, months: int, is_nominal: bool) -> None:
    convention = Convention.NOMINAL if is_nominal else Convention.EFFECTIVE
    schedule = regular(str(Decimal(cents) / 100), str(rate), months, convention)
    ours = [
        tuple(int(value * 100) for value in (b.instalment, b.interest, b.principal, b.balance))
        for b in (row.booked for row in schedule.rows)
    ]
    assert ours == annuity_rows(cents, str(rate), months, nominal=is_nominal)


@settings(max_examples=60, deadline=None)
@given(AMOUNTS, RATES, st.integers(1, 300), STARTS)
def test_invariants(cents: int, rate: Decimal, months: int, start: date) -> None:
    schedule = make_schedule(Terms(rate, months, shifted(start, 1)), [drawn(Decimal(cents) / 100, start)])
    holds_together(schedule)
    booked = [row.booked for row in schedule.rows]
    assert all(row.instalment == schedule.instalment for row in booked[:-1])
    assert abs(booked[-1].instalment - schedule.instalment) <= EUR * months * (1 + rate / 100) ** (months // 12 + 1)
    assert schedule.total_payable == schedule.total_interest + Decimal(cents) / 100


@settings(max_examples=40, deadline=None)
@given(AMOUNTS, RATES, st.integers(12, 300), STARTS)
def test_the_rate_of_a_loan_without_costs_is_its_own(cents: int, rate: Decimal, months: int, start: date) -> None:
    schedule = make_schedule(Terms(rate, months, shifted(start, 1)), [drawn(Decimal(cents) / 100, start)])
    assert abs(apr_percent(schedule_flows(schedule), 4) - rate) <= Decimal("0.05")


@given(st.integers(1, 100_000), RATES, st.integers(1, 120))
@settings(max_examples=60, deadline=None)
def test_small_amounts_close_to_nothing(cents: int, rate: Decimal, months: int) -> None:
    holds_together(regular(str(Decimal(cents) / 100), str(rate), months))


def test_half_a_cent_goes_up_although_a_twelfth_has_no_end() -> None:
    # 0.8 % a year on 1,297.50 is 86.5 cents a month, to the last digit.
    rows = amortise(Decimal("1297.50"), [Step(monthly_rate(Decimal("0.8"), Convention.NOMINAL))] * 2)
    assert str(rows[0].interest) == "0.87"


def test_a_third_of_an_amount_without_interest() -> None:
    assert [str(row.booked.principal) for row in regular("1000", "0", 3).rows] == ["333.33", "333.33", "333.34"]


def test_short_and_long_first_periods_carry_their_own_interest() -> None:
    # 12 % a year, nominal: 1 % a month, and 10 days of the year before 1 April 2019 are 10/365 of 12 %.
    short = make_schedule(
        Terms(Decimal(12), 12, date(2019, 4, 1), Convention.NOMINAL), [drawn("36500", date(2019, 3, 22))]
    )
    long = make_schedule(
        Terms(Decimal(12), 12, date(2019, 4, 1), Convention.NOMINAL), [drawn("36500", date(2019, 2, 19))]
    )
    assert str(short.rows[0].booked.interest) == "120.00"
    assert str(long.rows[0].booked.interest) == "485.00"
    for schedule in (short, long):
        holds_together(schedule)
        assert abs(schedule.rows[-1].booked.instalment - schedule.instalment) <= EUR * 12
        assert apr_percent(schedule_flows(schedule), 1) == Decimal("12.7")


def test_bullet_and_equal_capital() -> None:
    bullet = make_schedule(Terms(Decimal(0), 240, date(2044, 3, 1), method=Method.BULLET), [drawn("50000")])
    assert [row.booked.principal for row in bullet.rows if row.booked.principal] == [Decimal(50000)]
    linear = make_schedule(Terms(Decimal(3), 7, date(2018, 4, 1), method=Method.LINEAR), [drawn("1000")])
    holds_together(linear)
    assert [str(row.booked.principal) for row in linear.rows] == ["142.86"] * 6 + ["142.84"]


def test_interest_runs_on_each_drawdown_from_its_day() -> None:
    terms = Terms(Decimal(12), 10, date(2018, 4, 1), Convention.NOMINAL, interest_only=2)
    schedule = make_schedule(terms, [drawn("1000"), drawn("3000", date(2018, 4, 16)), drawn("500", date(2018, 5, 1))])
    holds_together(schedule)
    first, second, third = (row.booked for row in schedule.rows[:3])
    assert (first.instalment, first.principal) == (Decimal("10.00"), 0)
    # April has 30 days: 15 of them for the second drawdown.
    assert (second.interest, second.principal, second.balance) == (Decimal("25.00"), 0, Decimal("4000.00"))
    # What is drawn on a due date belongs to the period that begins there.
    assert (third.drawn, third.interest) == (Decimal("500.00"), Decimal("45.00"))
    assert len(schedule.rows) == 12


def test_a_premium_lowers_the_instalment_or_ends_the_loan_sooner() -> None:
    terms = Terms(Decimal(2), 96, date(2018, 4, 1))
    premium = early("5000", date(2019, 6, 10), Kind.PREMIUM)
    lower = make_schedule(terms, [drawn("15000"), premium])
    shorter = make_schedule(
        Terms(Decimal(2), 96, date(2018, 4, 1), after_early=AfterEarly.SHORTER_TERM), [drawn("15000"), premium]
    )
    for schedule in (lower, shorter):
        holds_together(schedule)
        assert sum(row.booked.repaid_early for row in schedule.rows) == 5000
    assert len(lower.rows) == 96
    assert lower.rows[20].booked.instalment < lower.instalment
    assert len(shorter.rows) < 70
    assert {row.booked.instalment for row in shorter.rows[:-1]} == {shorter.instalment}


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_order_of_entry_changes_nothing(data: st.DataObject) -> None:
    days = st.integers(1, 1000).map(lambda n: SIGNED + timedelta(days=n))
    moved = [drawn("20000")]
    moved += [drawn(str(data.draw(st.integers(1, 9000))), data.draw(days)) for _ in range(data.draw(st.integers(0, 4)))]
    moved += [early(str(data.draw(st.integers(1, 900))), data.draw(days)) for _ in range(data.draw(st.integers(0, 4)))]
    terms = Terms(Decimal("2.75"), 120, date(2018, 4, 1), after_early=data.draw(st.sampled_from(AfterEarly)))
    schedule = make_schedule(terms, moved)
    holds_together(schedule)
    random.Random(data.draw(st.integers())).shuffle(moved)
    assert make_schedule(terms, moved) == schedule


def test_pay_off_is_the_balance_with_the_interest_since_the_last_due_date() -> None:
    terms = Terms(Decimal(12), 24, date(2018, 4, 1), Convention.NOMINAL)
    schedule = make_schedule(terms, [drawn("10000")])
    balance = schedule.rows[4].booked.balance
    ends = pay_off(terms, [drawn("10000")], date(2018, 8, 11))
    # Ten of the 31 days of August at 1 % a month.
    assert ends.principal == balance
    assert ends.interest == (balance * 10 / 3100).quantize(EUR)
    assert pay_off(terms, [drawn("10000")], date(2018, 8, 1)).amount == balance
    assert pay_off(terms, [drawn("10000")], SIGNED).amount == 10000


@settings(max_examples=30, deadline=None)
@given(AMOUNTS, RATES, st.integers(2, 120), st.integers(0, 3000))
def test_paying_off_costs_no_more_than_going_on(cents: int, rate: Decimal, months: int, after: int) -> None:
    terms, first = Terms(rate, months, date(2018, 4, 1)), [drawn(Decimal(cents) / 100)]
    schedule = make_schedule(terms, first)
    on = SIGNED + timedelta(days=after % (shifted(terms.first_due, months - 1) - SIGNED).days)
    rest = sum(row.booked.instalment for row in schedule.rows if row.due > on)
    assert pay_off(terms, first, on).interest >= 0
    assert pay_off(terms, first, on).amount <= rest + EUR


@pytest.mark.parametrize(
    ("terms", "transfers"),
    [
        (Terms(Decimal(2), 12, date(2018, 4, 1)), []),
        (Terms(Decimal(2), 12, date(2018, 4, 1)), [drawn("0.001")]),
        (Terms(Decimal(2), 12, date(2018, 4, 1)), [drawn("0")]),
        (Terms(Decimal(2), 12, date(2018, 4, 1)), [drawn("-5")]),
        (Terms(Decimal(2), 12, date(2018, 4, 1)), [drawn("NaN")]),
        (Terms(Decimal(2), 0, date(2018, 4, 1)), [drawn("100")]),
        (Terms(Decimal(-1), 12, date(2018, 4, 1)), [drawn("100")]),
        (Terms(Decimal(2), 12, SIGNED), [drawn("100")]),
        (Terms(Decimal(2), 12, date(2018, 4, 1), anchor_day=32), [drawn("100")]),
        (Terms(Decimal(2), 12, date(2018, 4, 1)), [drawn("100"), drawn("100", date(2019, 3, 1))]),
        (Terms(Decimal(2), 12, date(2018, 4, 1)), [drawn("100"), early("101", date(2018, 5, 1))]),
        (Terms(Decimal(2), 12, date(2018, 4, 1)), [early("1", SIGNED), drawn("100", date(2018, 3, 2))]),
    ],
)
def test_the_impossible_is_refused(terms: Terms, transfers: list[Transfer]) -> None:
    with pytest.raises(Refused):
        make_schedule(terms, transfers)


def test_an_agreed_instalment_is_kept_until_the_last() -> None:
    rows = amortise(Decimal(100), [Step(Decimal("0.01"))] * 3, instalment=Decimal("40.00"))
    assert [str(row.instalment) for row in rows] == ["40.00", "40.00", "21.83"]

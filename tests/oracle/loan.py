"""A second derivation of schedules and of the annual percentage rate: whole cents, integer roots, plain halving."""

from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction

SCALE = 10**50


def twelfth_root(value: Fraction) -> Fraction:
    """The twelfth root, by whole numbers alone: the largest n with n^12 <= value x SCALE^12."""
    target = value.numerator * SCALE**12 // value.denominator
    low, high = 0, 2 * SCALE
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle**12 <= target else (low, middle)
    return Fraction(low, SCALE)


def half_up(value: Fraction) -> int:
    """The nearest whole number, a half upwards; for what is not negative."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def annuity_rows(cents: int, percent: str, months: int, *, nominal: bool = False) -> list[tuple[int, int, int, int]]:
    """(instalment, interest, principal, balance) in cents of a loan with whole months."""
    yearly = Fraction(percent) / 100
    monthly = yearly / 12 if nominal else twelfth_root(1 + yearly) - 1
    level = half_up(Fraction(cents, months) if not yearly else cents * monthly / (1 - 1 / (1 + monthly) ** months))
    rows, balance = [], cents
    for n in range(months):
        interest = half_up(balance * monthly)
        principal = balance if n == months - 1 else sorted((0, level - interest, balance))[1]
        balance -= principal
        rows.append((interest + principal, interest, principal, balance))
    return rows


def time_of(first: date, day: date) -> Fraction:
    """Months and days from the first drawdown to a later day, found by trying every number of months from above."""
    for months in range((day.year - first.year) * 12 + 13, -1, -1):
        reached = _months_earlier(day, months)
        if reached >= first:
            return Fraction(months, 12) + Fraction(
                (reached - first).days, (reached - _months_earlier(reached, 12)).days
            )
    raise AssertionError("a day before the first drawdown")


def _months_earlier(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 - months
    for short in range(4):
        try:
            return date(count // 12, count % 12 + 1, day.day - short)
        except ValueError:
            continue
    raise AssertionError("no such month")


def rate_of(flows: list[tuple[Fraction, Fraction]], low: str = "0", high: str = "1000") -> Decimal:
    """The X between two bounds at which sum(amount x (1+X)^-time) changes sign, by halving alone."""
    with localcontext() as exact:
        exact.prec = 40
        pairs = [(_decimal(amount), _decimal(time)) for amount, time in flows]
        left, right = Decimal(low), Decimal(high)
        negative_left = _worth(pairs, left) < 0
        for _ in range(120):
            middle = (left + right) / 2
            if (_worth(pairs, middle) < 0) == negative_left:
                left = middle
            else:
                right = middle
        return left


def _worth(pairs: list[tuple[Decimal, Decimal]], rate: Decimal) -> Decimal:
    return sum((amount / (1 + rate) ** time for amount, time in pairs), Decimal(0))


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def month_ends(start: date, months: int) -> list[date]:
    """The last day of each month after the one of `start`."""
    ends, day = [], start
    while len(ends) < months:
        day += timedelta(days=1)
        if (day + timedelta(days=1)).day == 1 and (day.year, day.month) != (start.year, start.month):
            ends.append(day)
    return ends

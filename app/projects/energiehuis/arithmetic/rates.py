"""What a euro grows with: yearly rates turned into those of a month or of any other length of time."""

from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Final

from app.projects.energiehuis.arithmetic.money import PRECISE

MONTH: Final = Fraction(1, 12)


class Convention(StrEnum):
    """How a yearly rate is spread over parts of a year."""

    EFFECTIVE = "effective"
    """(1+i)^t - 1: a year of months gives exactly the yearly rate. Usual in Belgium."""
    NOMINAL = "nominal"
    """i x t: a month costs a twelfth of the yearly rate."""


@lru_cache(maxsize=1024)
def growth(yearly_percent: Decimal, years: Fraction, convention: Convention = Convention.EFFECTIVE) -> Decimal:
    """The interest on one euro over a length of time."""
    with localcontext(PRECISE):
        rate, time = yearly_percent / 100, as_decimal(years)
        if convention is Convention.NOMINAL:
            return rate * time
        return (1 + rate) ** time - 1


def monthly_rate(yearly_percent: Decimal, convention: Convention = Convention.EFFECTIVE) -> Decimal:
    """The interest on one euro over a month."""
    return growth(yearly_percent, MONTH, convention)


def as_decimal(years: Fraction) -> Decimal:
    """A fraction to the precision of the context."""
    return Decimal(years.numerator) / Decimal(years.denominator)

"""Amounts of a loan: exact decimals, rounded half up where a row is booked."""

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from typing import Final

CENT: Final = Decimal("0.01")
ZERO: Final = Decimal("0.00")

PRECISE: Final = Context(prec=40, rounding=ROUND_HALF_EVEN)
"""For everything between two roundings: rates, growth, sums that are not booked."""


_WIDE: Final = Context(prec=400)
_NOISE: Final = Decimal("1e-24")


def rounded(amount: Decimal, quantum: Decimal = CENT) -> Decimal:
    """The nearest multiple of a quantum (a power of ten), a half away from zero."""
    # A twelfth has no finite decimal: what misses a half by the last places of PRECISE alone is a half.
    whole = amount.quantize(_NOISE, rounding=ROUND_HALF_EVEN, context=_WIDE)
    return whole.quantize(quantum, rounding=ROUND_HALF_UP, context=_WIDE)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum, in cents also when there is nothing to add."""
    return sum(amounts, ZERO)

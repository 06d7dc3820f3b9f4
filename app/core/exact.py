"""Exact decimal numbers in a column, the same on both engines."""

from decimal import Decimal

from sqlalchemy import BigInteger, Dialect, TypeDecorator

_PLACES = 4
_SCALE = 10**_PLACES


class Exact(TypeDecorator[Decimal]):
    """A Decimal of at most four places, stored as a whole number of ten-thousandths: never a float."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        scaled = value * _SCALE
        if scaled != scaled.to_integral_value():
            raise ValueError(f"more than {_PLACES} decimal places")
        return int(scaled)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value) / _SCALE

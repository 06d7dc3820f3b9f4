"""Parsers of days and numbers; one notation never reads as two different values."""

import re
from datetime import date
from decimal import Decimal

from app.imports.values import BadValue, Parser

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_BELGIAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1850, 2199
_INTEGER = re.compile(r"-?\d{1,9}", re.ASCII)
_POINT = re.compile(r"-?\d{1,12}(\.\d{1,9})?", re.ASCII)
_COMMA = re.compile(r"-?(\d{1,12}|\d{1,3}(\.\d{3}){1,3})(,\d{1,9})?", re.ASCII)
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+", re.ASCII)


def day() -> Parser:
    """A calendar day: jjjj-mm-dd or dd/mm/jjjj."""

    def parse(cell: str) -> date:
        iso, belgian = _ISO.fullmatch(cell), _BELGIAN.fullmatch(cell)
        if iso:
            year, month, number = (int(part) for part in iso.groups())
        elif belgian:
            number, month, year = (int(part) for part in belgian.groups())
        else:
            raise BadValue("moet een datum zijn als dd/mm/jjjj of jjjj-mm-dd")
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise BadValue(f"het jaartal ligt niet tussen {_FIRST_YEAR} en {_LAST_YEAR}")
        try:
            return date(year, month, number)
        except ValueError:
            raise BadValue("deze dag bestaat niet in de kalender") from None

    return parse


def year() -> Parser:
    """A calendar year of four digits."""

    def parse(cell: str) -> int:
        if not re.fullmatch(r"(19|20|21)\d\d", cell, re.ASCII):
            raise BadValue("moet een jaartal van vier cijfers zijn")
        return int(cell)

    return parse


def count(maximum: int = 1_000_000) -> Parser:
    """A whole number, zero or more."""

    def parse(cell: str) -> int:
        value = _whole(cell)
        if value < 0:
            raise BadValue("mag niet negatief zijn")
        if value > maximum:
            raise BadValue(f"is meer dan {maximum}")
        return value

    return parse


def _whole(cell: str) -> int:
    if not _INTEGER.fullmatch(cell):
        raise BadValue("moet een geheel getal zijn")
    return int(cell)


def decimal_number(places: int = 4) -> Parser:
    """A number with a decimal point or comma; a point before exactly three digits is refused as ambiguous."""

    def parse(cell: str) -> Decimal:
        if _THOUSANDS.fullmatch(cell):
            raise BadValue("is dubbelzinnig: schrijf een duizendtal zonder punt en een breuk met een komma")
        return _decimal(cell, places)

    return parse


def amount() -> Parser:
    """An amount in euro: 1234.56 or 1.234,56; at most two decimals, so a point before three digits is a thousand."""

    def parse(cell: str) -> Decimal:
        return _decimal(cell, 2)

    return parse


def whole_euros() -> Parser:
    """An amount in whole euro, negative allowed; cents are refused."""

    def parse(cell: str) -> int:
        value = _decimal(cell, 2)
        if value != value.to_integral_value():
            raise BadValue("moet een bedrag in hele euro zijn")
        return int(value)

    return parse


def _decimal(cell: str, places: int) -> Decimal:
    if _POINT.fullmatch(cell) and not _THOUSANDS.fullmatch(cell):
        value = Decimal(cell)
    elif _COMMA.fullmatch(cell):
        value = Decimal(cell.replace(".", "").replace(",", "."))
    else:
        raise BadValue("moet een getal zijn, zoals 1234.56 of 1.234,56")
    if -int(value.as_tuple().exponent) > places:
        raise BadValue(f"heeft meer dan {places} cijfers na de komma")
    return value

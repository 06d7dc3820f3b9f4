"""Reading what people type: dates and numbers in Flemish notation; pure, errors say what to do."""

import re
from datetime import date
from decimal import Decimal

OLDEST_YEAR = 1880
LAST_YEAR = 2199

_DATE_SHAPES = (
    re.compile(r"(?P<d>[0-9]{1,2})\s*[/.\-\s]\s*(?P<m>[0-9]{1,2})\s*[/.\-\s]\s*(?P<y>[0-9]{4})"),
    re.compile(r"(?P<d>[0-9]{2})(?P<m>[0-9]{2})(?P<y>[0-9]{4})"),
    re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})"),
)
_SHORT_YEAR = re.compile(r"[0-9]{1,2}\s*[/.\-\s]\s*[0-9]{1,2}\s*[/.\-\s]\s*[0-9]{2}")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,[0-9]+)?")
_POINT_DECIMAL = re.compile(r"[+-]?[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})")
_SPACES = re.compile(r"\s+")
_EURO = re.compile(r"^(?:€|eur(?:o)?\b)|(?:€|\beuro?)$", re.IGNORECASE)

DATE_HELP = "Schrijf de datum als dag/maand/jaar, bijvoorbeeld 14/03/2026."
NUMBER_HELP = "Schrijf een getal in cijfers, bijvoorbeeld 1.234,5."
WHOLE_HELP = "Schrijf een geheel getal in cijfers, bijvoorbeeld 12."
MONEY_HELP = "Schrijf een bedrag in cijfers, bijvoorbeeld 1.234,56."


def parse_date(text: str) -> date:
    """A date from d/m/jjjj, dd-mm-jjjj, d.m.jjjj, ddmmjjjj or jjjj-mm-dd."""
    cleaned = text.strip()
    for shape in _DATE_SHAPES:
        found = shape.fullmatch(cleaned)
        if found:
            return _existing_date(int(found["d"]), int(found["m"]), int(found["y"]), cleaned)
    if _SHORT_YEAR.fullmatch(cleaned):
        raise ValueError(f"Schrijf het jaar met vier cijfers. {DATE_HELP}")
    raise ValueError(DATE_HELP)


def _existing_date(day: int, month: int, year: int, typed: str) -> date:
    if not OLDEST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"Kijk het jaar na: {year} kan niet. {DATE_HELP}")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"De datum {typed} bestaat niet. Kijk dag en maand na.") from None


def parse_decimal(text: str, help_text: str = NUMBER_HELP) -> Decimal:
    """A number from 1.234,56, 1234,56, 1 234,56 or 1234.56; a point before three digits groups thousands."""
    cleaned = _SPACES.sub("", text).replace("−", "-").replace("–", "-")
    if _NUMBER.fullmatch(cleaned):
        return Decimal(cleaned.replace(".", "").replace(",", "."))
    if _POINT_DECIMAL.fullmatch(cleaned):
        return Decimal(cleaned)
    raise ValueError(help_text)


def parse_integer(text: str) -> int:
    """A whole number from 1234, 1.234 or 1 234; 12,0 is whole too."""
    value = parse_decimal(text, WHOLE_HELP)
    if value != value.to_integral_value():
        raise ValueError(WHOLE_HELP)
    return int(value)


def parse_cents(text: str) -> int:
    """Cents from an amount in euros, with or without a euro sign."""
    value = parse_decimal(_EURO.sub("", text.strip()), MONEY_HELP) * 100
    if value != value.to_integral_value():
        raise ValueError("Schrijf het bedrag met hoogstens twee cijfers na de komma.")
    return int(value)

"""How a count is told from another, what a breakdown may look like, what a count may be. Pure."""

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal

from app.core.errors import Refused

_PART = re.compile(r"[^=;\s][^=;]{0,59}=[^=;\s][^=;]{0,59}")
LARGEST = Decimal(1_000_000_000)


def parts(breakdown: str) -> tuple[tuple[str, str], ...]:
    """(dimension, value) of every part of `dimension=value;…`, by dimension."""
    pairs = (part.partition("=") for part in breakdown.split(";") if part)
    return tuple(sorted((name.strip(), value.strip()) for name, _, value in pairs))


def checked_breakdown(text: str | None) -> str:
    """A breakdown in the one notation in which it is kept: `dimension=value;…` by dimension."""
    given = [part.strip() for part in (text or "").split(";") if part.strip()]
    if not all(_PART.fullmatch(part) for part in given):
        raise Refused("Schrijf een reeks als dimensie=waarde, zoals huis=Menen.", "breakdown")
    found = parts(";".join(given))
    if len({name for name, _ in found}) < len(found):
        raise Refused("Elke dimensie mag maar één keer voorkomen.", "breakdown")
    return ";".join(f"{name}={value}" for name, value in found)


def check_value(value: Decimal) -> None:
    """A count is zero or more, with at most four decimals."""
    if value < 0:
        raise Refused("Een telling mag niet negatief zijn.", "value")
    if value > LARGEST:
        raise Refused(f"Een telling is hoogstens {LARGEST}.", "value")
    if value != round(value, 4):
        raise Refused("Een telling heeft hoogstens vier decimalen.", "value")


def count_ref(action: str, key: str, on: date, municipality: str, breakdown: str) -> str:
    """What tells one count from another."""
    return ":".join((action, key, on.isoformat(), municipality, breakdown))


def month_end(year: int, month: int) -> date:
    """The day that a monthly count stands on."""
    return date(year, month, monthrange(year, month)[1])

"""What a home costs, how many an OCMW brings in, how long a home stands still. Pure; messages in Dutch."""

from datetime import date

from app.core.errors import Refused


def check_fee(cents: int) -> None:
    """A home may cost nothing, never less."""
    if cents < 0:
        raise Refused("Vul een bedrag van 0 of meer in.", "fee")


def quota_of(inhabitants: int, each: int) -> int:
    """How many homes an OCMW brings in: one for every so many inhabitants, whole ones only (BR09)."""
    return inhabitants // each


def turnaround(left: date, ready: date | None, today: date) -> int:
    """For how many nights a home stood still between somebody who left and the day it was, or is not yet, ready."""
    return max(0, ((ready or today) - left).days)

"""The years that pages of figures know."""

from typing import Final

from app.core.errors import NotFound

FIRST: Final = 2000
LAST: Final = 2100


def checked_year(year: int) -> int:
    """The year itself; NotFound when no page has it."""
    if not FIRST <= year <= LAST:
        raise NotFound
    return year

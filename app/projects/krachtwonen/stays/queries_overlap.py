"""When the span of a row and a span of nights have a night in common, in SQL."""

from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_
from sqlalchemy.orm import InstrumentedAttribute

from app.projects.krachtwonen.stays.models import Stay
from app.projects.krachtwonen.stays.rules import Nights

HELD_UNTIL: ColumnElement[date | None] = func.coalesce(Stay.moved_out, Stay.agreed_until)
"""The day from which the place of a stay is free again."""


def overlapping(
    first: InstrumentedAttribute[date],
    until: ColumnElement[date | None] | InstrumentedAttribute[date | None],
    n: Nights,
) -> ColumnElement[bool]:
    """The condition that the interval of a row and these nights have a night in common."""
    ends_after = or_(until.is_(None), and_(until > n.first, until > first))
    return ends_after if n.until is None else and_(ends_after, first < n.until)

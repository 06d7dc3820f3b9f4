"""The clock of a request: one month, two more when it is complex (GDPR art. 12.3). Pure."""

import calendar
from datetime import date


def months_later(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a month that has no such day (Regulation 1182/71, art. 3)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def days_left(due: date, today: date) -> int:
    """How many days remain; below zero when the term is past."""
    return (due - today).days

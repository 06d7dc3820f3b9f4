"""Dates of a loan: due days that keep their anchor, and lengths of time by the European rule."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Final

_WEEK: Final = timedelta(days=7)
_MONTHS_OF_YEAR: Final = 12


class Unit(StrEnum):
    """The whole periods that time is counted in, chosen by how often is paid."""

    YEAR = "year"
    MONTH = "month"
    WEEK = "week"


_PER_YEAR: Final = {Unit.YEAR: 1, Unit.MONTH: 12, Unit.WEEK: 52}


def shifted(day: date, months: int, anchor_day: int | None = None) -> date:
    """The same day so many months later (or earlier), or the last one of a month that is too short.

    `anchor_day` is the day of the month to aim for; without it that of `day`.
    """
    year, month = divmod(day.year * _MONTHS_OF_YEAR + day.month - 1 + months, _MONTHS_OF_YEAR)
    wanted = day.day if anchor_day is None else anchor_day
    return date(year, month + 1, min(wanted, monthrange(year, month + 1)[1]))


def due_dates(first: date, count: int, anchor_day: int | None = None) -> list[date]:
    """Monthly due dates: each computed from the first and the anchor, never from the one before it."""
    return [first, *(shifted(first, month, anchor_day) for month in range(1, count))]


def years_between(first: date, day: date, unit: Unit = Unit.MONTH) -> Fraction:
    """Time from the first drawdown to a flow, in years, as the European rule for the annual percentage rate counts it.

    Whole periods are counted backwards from the flow while they do not pass the first drawdown. Days that remain are
    divided by the number of days of the year that ends where the whole periods begin. Time before the first drawdown
    is negative.
    """
    if day < first:
        return -years_between(day, first, unit)
    count = _surely(first, day, unit)
    while _back(day, count + 1, unit) >= first:
        count += 1
    reached = _back(day, count, unit)
    days_of_year = (reached - shifted(reached, -_MONTHS_OF_YEAR)).days
    return Fraction(count, _PER_YEAR[unit]) + Fraction((reached - first).days, days_of_year)


def contract_years(start: date, due: date) -> Fraction:
    """Length of a first period: whole months when the due date keeps the day of the start, else the European rule.

    From 31 January to 28 February is a month, as it is for every later instalment of that loan.
    """
    months = (due.year - start.year) * _MONTHS_OF_YEAR + due.month - start.month
    if months > 0 and shifted(start, months) == due:
        return Fraction(months, _MONTHS_OF_YEAR)
    return years_between(start, due)


def _surely(first: date, day: date, unit: Unit) -> int:
    """A number of whole periods that certainly fit, at most two less than the most."""
    if unit is Unit.WEEK:
        return (day - first) // _WEEK
    months = max(0, (day.year - first.year) * _MONTHS_OF_YEAR + day.month - first.month - 1)
    return months // _MONTHS_OF_YEAR if unit is Unit.YEAR else months


def _back(day: date, count: int, unit: Unit) -> date:
    if unit is Unit.WEEK:
        return day - count * _WEEK
    return shifted(day, -count * (_MONTHS_OF_YEAR if unit is Unit.YEAR else 1))

"""Counting days the Belgian way: public holidays, working days, calendar months. Pure."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_SATURDAY = 5


class Unit(StrEnum):
    """In what a term is counted."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class HolidayRule:
    """A public holiday: on a fixed day of the year, or so many days after Easter, while the rule is in force."""

    valid_from: date
    valid_to: date | None
    month: int | None = None
    day: int | None = None
    after_easter: int | None = None

    def in_year(self, year: int) -> date | None:
        """The holiday of a year, if there was one."""
        if self.month is not None and self.day is not None:
            found = date(year, self.month, self.day)
        else:
            found = easter(year) + timedelta(days=self.after_easter or 0)
        return found if self.valid_from <= found and (self.valid_to is None or found < self.valid_to) else None


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked: Monday to Friday, without public holidays."""

    rules: tuple[HolidayRule, ...] = ()

    def is_holiday(self, day: date) -> bool:
        """Whether the day is a public holiday."""
        return any(rule.in_year(day.year) == day for rule in self.rules)

    def is_working_day(self, day: date) -> bool:
        """Whether the day counts as a working day."""
        return day.weekday() < _SATURDAY and not self.is_holiday(day)

    def shifted(self, day: date, count: int) -> date:
        """The working day that lies `count` working days after the day (before it, when negative).

        The day itself does not count; 0 gives the day as it is.
        """
        step = timedelta(days=1 if count > 0 else -1)
        left = abs(count)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def after(self, day: date, count: int, unit: Unit) -> date:
        """The day on which a term that begins on a day has passed."""
        if unit is Unit.WORKING_DAYS:
            return self.shifted(day, count)
        return plus_months(day, count) if unit is Unit.MONTHS else day + timedelta(days=count)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the computus of Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    skipped, kept = divmod(century, 4)
    moon = (19 * (year % 19) + century - skipped - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * kept + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = moon + weekday - 7 * ((year % 19 + 11 * moon + 22 * weekday) // 451) + 114
    return date(year, shift // 31, shift % 31 + 1)


def plus_months(day: date, count: int) -> date:
    """The same day so many months on; the last of the month where that day does not exist."""
    years, month = divmod(day.month - 1 + count, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def work_calendar(rules: Iterable[HolidayRule]) -> WorkCalendar:
    """A calendar with these holidays."""
    return WorkCalendar(tuple(rules))

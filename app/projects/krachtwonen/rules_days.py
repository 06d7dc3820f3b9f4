"""Working days: Monday to Friday without public holidays, and the terms that are counted in them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday on a fixed day of the year, or so many days after Easter, from a day to a day."""

    active_from: date
    active_to: date | None = None
    month: int | None = None
    day: int | None = None
    after_easter: int | None = None

    def falls_on(self, when: date) -> bool:
        """Whether it is celebrated on this day."""
        if when < self.active_from or (self.active_to is not None and when >= self.active_to):
            return False
        if self.month is not None:
            return (when.month, when.day) == (self.month, self.day)
        return when == easter(when.year) + timedelta(days=self.after_easter or 0)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the anonymous computus of 1876."""
    golden, century, rest = year % 19, year // 100, year % 100
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def working_days_after(day: date, count: int, holidays: Iterable[Holiday]) -> date:
    """The working day that lies so many working days after this one, which does not count itself."""
    known = tuple(holidays)
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < _SATURDAY and not any(each.falls_on(day) for each in known):
            count -= 1
    return day

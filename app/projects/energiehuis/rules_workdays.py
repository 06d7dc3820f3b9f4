"""Working days of banks and offices: Monday to Friday without public holidays; pure rules."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

_SATURDAY: Final = 5


def after_working_days(day: date, count: int, holidays: Iterable[Mapping[str, Any]]) -> date:
    """The day that lies so many working days later; the day itself does not count."""
    rules = list(holidays)
    left = count
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < _SATURDAY and not any(_falls_on(rule, day) for rule in rules)
    return day


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus/Jones/Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, rest = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, rest + 1)


def _falls_on(rule: Mapping[str, Any], day: date) -> bool:
    shift = rule.get("after_easter")
    if shift not in (None, ""):
        return easter(day.year) + timedelta(days=int(str(shift))) == day
    return (rule.get("month"), rule.get("day")) == (day.month, day.day)

"""On which days a service point is open: the rhythm of its rules, without public holidays. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Final

from app.core.workdays import WorkCalendar

HELPED: Final = "helped"
LEFT: Final = "left"
_LOOK_AHEAD: Final = 80
_WEEK: Final = 7


class Rhythm(StrEnum):
    """How often a point is open on its weekday."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    TWO_MONTHLY = "two_monthly"
    """The same weekday of the month as the first time (the second Tuesday), every other month."""
    APPOINTMENT = "appointment"
    """Everywhere and at home, by appointment: every day will do."""


@dataclass(frozen=True, slots=True)
class Opening:
    """One rule of one point, while it is in force."""

    point: str
    rhythm: Rhythm
    valid_from: date
    valid_to: date | None = None
    weekday: int | None = None
    opens: time | None = None
    closes: time | None = None
    counted_from: date | None = None
    evening: bool = False

    def falls_on(self, day: date) -> bool:
        """Whether the rule opens the point on a day, holidays left aside."""
        if day < self.valid_from or (self.valid_to is not None and day >= self.valid_to):
            return False
        if self.rhythm is Rhythm.APPOINTMENT:
            return True
        return day.isoweekday() == self.weekday and self._in_turn(day)

    def _in_turn(self, day: date) -> bool:
        start = self.counted_from or self.valid_from
        if self.rhythm is Rhythm.WEEKLY:
            return True
        if self.rhythm is Rhythm.FORTNIGHTLY:
            return (day - start).days % (2 * _WEEK) == 0
        months = 12 * (day.year - start.year) + day.month - start.month
        return months % 2 == 0 and _turn(day) == _turn(start)


@dataclass(frozen=True, slots=True)
class Session:
    """A point receives people on a day."""

    point: str
    day: date
    opens: time | None = None
    closes: time | None = None
    evening: bool = False


def _turn(day: date) -> int:
    """Whether it is the first, second, … such weekday of its month."""
    return (day.day - 1) // _WEEK


def sessions_on(rules: Iterable[Opening], calendar: WorkCalendar, day: date) -> list[Session]:
    """When the points are open on a day, the earliest first. On a public holiday none is but by appointment."""
    holiday = calendar.is_holiday(day)
    found = [
        Session(rule.point, day, rule.opens, rule.closes, rule.evening)
        for rule in rules
        if rule.falls_on(day) and not (holiday and rule.rhythm is not Rhythm.APPOINTMENT)
    ]
    return sorted(found, key=lambda each: (each.opens or time.max, each.point))


def next_session(rules: Sequence[Opening], calendar: WorkCalendar, point: str, after: date) -> Session | None:
    """The first time after a day that a point is open at fixed hours; None when that is more than months away."""
    own = [rule for rule in rules if rule.point == point and rule.rhythm is not Rhythm.APPOINTMENT]
    return next(_coming(own, calendar, after), None)


def _coming(rules: Sequence[Opening], calendar: WorkCalendar, after: date) -> Iterator[Session]:
    for ahead in range(1, _LOOK_AHEAD + 1):
        yield from sessions_on(rules, calendar, after + timedelta(days=ahead))

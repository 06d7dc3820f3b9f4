"""When a job comes back: at its regular time, or after a failure a while later, a longer while each time."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final

from app.core.clock import BRUSSELS

MOST_ATTEMPTS: Final = 5
"""After so many failures in a row it waits for its next regular time."""
LATE: Final = timedelta(minutes=30)
"""So long after a job was due, nobody seems to run them."""
_FIRST_WAIT: Final = timedelta(minutes=5)
_WEEK: Final = 7
_NIGHT_OF_THE_CLOCK: Final = (time(2), time(3))


@dataclass(frozen=True)
class Schedule:
    """Every day, or on one day of the week (0 is Monday), at a time by the clock of Brussels."""

    at: time
    weekday: int | None = None

    def __post_init__(self) -> None:
        first, last = _NIGHT_OF_THE_CLOCK
        if first <= self.at < last:
            raise ValueError("between two and three a clock that is put on or back skips an hour or passes it twice")

    def following(self, now: datetime) -> datetime:
        """The first of its times after this instant."""
        today = now.astimezone(BRUSSELS).date()
        for ahead in range(_WEEK + 1):
            day = today + timedelta(days=ahead)
            moment = datetime.combine(day, self.at, BRUSSELS).astimezone(UTC)
            if moment > now and self.weekday in (None, day.weekday()):
                return moment
        raise AssertionError("a week holds every weekday")

    @property
    def label(self) -> str:
        """In words."""
        days = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
        when = "elke dag" if self.weekday is None else f"elke {days[self.weekday]}"
        return f"{when} om {self.at:%H.%M} uur"


def after_failure(schedule: Schedule, attempts: int, now: datetime) -> datetime:
    """When it is tried again: 5, 10, 20, 40 minutes later, and then not before its next regular time."""
    regular = schedule.following(now)
    if attempts >= MOST_ATTEMPTS:
        return regular
    return min(regular, now + _FIRST_WAIT * (1 << (attempts - 1)))

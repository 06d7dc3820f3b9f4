"""The time: instants in UTC, days on the calendar of Brussels; injected wherever it is read."""

from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")


class Clock(Protocol):
    """Tells the present instant and the local calendar day."""

    def now(self) -> datetime:
        """The present instant, timezone-aware, in UTC."""
        ...

    def today(self) -> date:
        """The calendar day in Brussels at this instant."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return self.now().astimezone(BRUSSELS).date()


class FixedClock:
    """A clock that stands still until it is set; for tests and for replaying the past."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self) -> datetime:
        return self.instant.astimezone(UTC)

    def today(self) -> date:
        return self.instant.astimezone(BRUSSELS).date()

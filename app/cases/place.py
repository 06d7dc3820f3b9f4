"""A place in a list that is sorted by day: where a page ends and the next one begins."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Place:
    """The row on this day with this uid; it is itself no part of what comes before or after."""

    day: date
    uid: UUID

    @classmethod
    def read(cls, written: str) -> "Place | None":
        """The place that `write` wrote; None for anything else."""
        day, _, uid = written.partition(".")
        try:
            return cls(date.fromisoformat(day), UUID(hex=uid))
        except ValueError:
            return None

    def write(self) -> str:
        return f"{self.day.isoformat()}.{self.uid.hex}"

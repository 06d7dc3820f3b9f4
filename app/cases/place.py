"""A place in a sorted list: where a page ends and the next one begins."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

_NUMBER: Final = re.compile(r"[A-Z]{2,6}-\d{4}-\d{1,6}")


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


@dataclass(frozen=True, slots=True)
class NumberPlace:
    """The row with this number, in a list that is sorted by it."""

    number: str

    @classmethod
    def read(cls, written: str) -> "NumberPlace | None":
        """The place that `write` wrote; None for anything else."""
        return cls(written) if _NUMBER.fullmatch(written) else None

    def write(self) -> str:
        return self.number

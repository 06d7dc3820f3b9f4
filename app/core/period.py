"""A span of calendar days, first and last day included."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """Local calendar dates from `first` to `last`, both counted (domain rule C1)."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"period ends {self.last} before it starts {self.first}")

    @classmethod
    def of_year(cls, year: int) -> "Period":
        return cls(date(year, 1, 1), date(year, 12, 31))

    @property
    def after(self) -> date:
        """The first day no longer in the period."""
        return self.last + timedelta(days=1)

    @property
    def days(self) -> int:
        return (self.after - self.first).days

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(days=n) for n in range(self.days))

    def nights(self, arrived: date, left: date | None) -> int:
        """Nights of the half-open stay [arrived, left) that fall in this period (domain rule C2)."""
        end = min(left or self.after, self.after)
        return max(0, (end - max(arrived, self.first)).days)

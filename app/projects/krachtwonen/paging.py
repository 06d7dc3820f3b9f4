"""Lists by the page: where one ends, and the condition for what comes after it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import InstrumentedAttribute

from app.cases.place import Place

T = TypeVar("T")
PAGE: Final = 50
_FIRST, _REST = "0", "1"


@dataclass(frozen=True)
class Shown(Generic[T]):
    """One page of a list, and the mark behind its last row; empty when nothing comes after."""

    rows: list[T]
    after: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """The last row of a page in a list of two parts: whether it was still in the first one, its day and its uid."""

    in_first: bool
    place: Place

    @classmethod
    def read(cls, written: str) -> "Mark | None":
        """The mark that `write` wrote; None for anything else."""
        part, _, place = written.partition(".")
        found = Place.read(place)
        return cls(part == _FIRST, found) if found and part in (_FIRST, _REST) else None

    def write(self) -> str:
        """For in an address."""
        return f"{_FIRST if self.in_first else _REST}.{self.place.write()}"


def cut(found: Sequence[T], mark: Callable[[T], str], size: int = PAGE) -> Shown[T]:
    """A page of rows of which one too many was asked: that one says only that there is more."""
    rows = list(found[:size])
    return Shown(rows, mark(rows[-1]) if len(found) > size else "")


def below(
    day: InstrumentedAttribute[date], uid: InstrumentedAttribute[UUID], place: Place | None
) -> list[ColumnElement[bool]]:
    """What comes after a place where the newest stands first; without one that is everything."""
    return [] if place is None else [day <= place.day, or_(day < place.day, uid < place.uid)]


def above(
    day: InstrumentedAttribute[date] | InstrumentedAttribute[date | None],
    uid: InstrumentedAttribute[UUID],
    place: Place | None,
) -> list[ColumnElement[bool]]:
    """What comes after a place where the first day stands first; without one that is everything."""
    return [] if place is None else [day >= place.day, or_(day > place.day, and_(day == place.day, uid > place.uid))]

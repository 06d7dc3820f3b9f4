"""When the term of a case is over. Pure."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class HoldReason(StrEnum):
    """Why a case is kept longer; free text could say something about somebody."""

    COURT = "court"
    CLAIM = "claim"
    ARCHIVE = "archive"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class Term:
    """A retention term from a day to (not including) a day."""

    project: str
    valid_from: date
    valid_to: date | None
    months: int
    confirmed: bool
    source: str

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def term_on(terms: Iterable[Term], project: str, day: date) -> Term | None:
    """The term in force for a project on a day: the newest that holds."""
    holding = [term for term in terms if term.project == project and term.holds_on(day)]
    return max(holding, key=lambda term: term.valid_from, default=None)


def due_on(closed_on: date, months: int) -> date:
    """The first day on which nothing keeps a case that ended then; a day that the month lacks becomes its last."""
    years, month = divmod(closed_on.year * 12 + closed_on.month - 1 + months, 12)
    return date(years, month + 1, min(closed_on.day, calendar.monthrange(years, month + 1)[1]))

"""The clock of a breach and what its steps ask. Pure."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final


class Clock(StrEnum):
    """Where the 72 hours of a breach stand."""

    RUNNING = "running"
    LATE = "late"
    TOLD = "told"
    TOLD_LATE = "told_late"
    NOT_NEEDED = "not_needed"


AUTHORITY_TOLD, AUTHORITY_NOT = "authority_told", "authority_not"
PEOPLE_TOLD, PEOPLE_NOT = "people_told", "people_not"
CLOSED: Final = "closed"
NO_RISK, HIGH_RISK = "none", "high"
_EITHER: Final = ({AUTHORITY_TOLD, AUTHORITY_NOT}, {PEOPLE_TOLD, PEOPLE_NOT})


def clock_of(found: datetime, term: timedelta, steps: dict[str, datetime], now: datetime) -> Clock:
    """Whether the authority was told in time (GDPR art. 33.1), had not to be, or still has to be."""
    told = steps.get(AUTHORITY_TOLD)
    if told is not None:
        return Clock.TOLD if told <= found + term else Clock.TOLD_LATE
    if AUTHORITY_NOT in steps:
        return Clock.NOT_NEEDED
    return Clock.RUNNING if now <= found + term else Clock.LATE


def hours_left(found: datetime, term: timedelta, now: datetime) -> int:
    """Whole hours until the term ends, rounded down; below zero when it is past."""
    return (found + term - now) // timedelta(hours=1)


def step_problem(kind: str, risk: str, done: Collection[str]) -> str | None:
    """Why a step cannot be noted now, in Dutch; None when it can."""
    if CLOSED in done:
        return "Dit datalek is afgesloten."
    if kind == AUTHORITY_NOT and risk != NO_RISK:
        return "Bij een risico voor mensen moet de autoriteit het weten (AVG art. 33)."
    if any(kind in pair and pair & set(done) for pair in _EITHER):
        return "Hierover is al beslist."
    if kind == CLOSED and not all(pair & set(done) for pair in _EITHER):
        return "Noteer eerst of de autoriteit en de betrokkenen verwittigd zijn, of waarom niet."
    return None


def asks_reason(kind: str, *, is_late: bool) -> bool:
    """Whether a step needs words: not telling always, and telling the authority after the term."""
    return kind in {AUTHORITY_NOT, PEOPLE_NOT} or (kind == AUTHORITY_TOLD and is_late)

"""When a household is looked up again, and when silence asks for a decision. Pure; messages in Dutch."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Final

from app.core.errors import Refused
from app.core.workdays import plus_months
from app.projects.woonclub.terms import Terms

PAUSED: Final = "gepauzeerd"
"""Phase of a search that rests."""
ASLEEP: Final = "sleeping"
"""Reason of a pause that silence proposed."""


class Silence(StrEnum):
    """What silence leads to, if a colleague agrees."""

    SLEEPING = "sleeping"
    LOST = "lost"


def lookups(moved_on: date, months: Sequence[int]) -> dict[int, date]:
    """The day of each follow-up."""
    return {each: plus_months(moved_on, each) for each in months}


def silence_step(last_contact_on: date, today: date, is_asleep: bool, terms: Terms) -> Silence | None:
    """What to propose for a search that was last heard of on a day: rest after the first term, end after the second."""
    silent = today - last_contact_on
    if silent >= terms.lost_after:
        return Silence.LOST
    if silent >= terms.sleeping_after and not is_asleep:
        return Silence.SLEEPING
    return None


def check_follow_up_day(on: date, moved_on: date, today: date) -> None:
    """A household is looked up after it moved, and not in the future."""
    if on > today:
        raise Refused("Deze dag moet nog komen. Kies vandaag of een dag ervoor.", "on")
    if on < moved_on:
        raise Refused(f"De woning is van {moved_on:%d/%m/%Y}. Kies die dag of een latere.", "on")


def check_review(review_on: date | None, since: date) -> None:
    """A pause is looked at again after it began."""
    if review_on is not None and review_on <= since:
        raise Refused("Kies een dag na het begin van de pauze.", "review_on")

"""Dated terms of the desk, read from policy: how long an offer stands, when refusals are looked at, the quota."""

from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from app.core.errors import StartRefused
from app.policy.queries import codes
from app.policy.workdays import calendar_of

_LIST: Final = "kw_desk_term"


def term(session: Session, name: str, on: date) -> int:
    """How many of whatever it is counted in; a term that policy does not hold is a mistake of the installation."""
    for code in codes(session, _LIST, on):
        if code.attrs.get("term") == name:
            return int(code.attrs["count"])
    raise StartRefused(f"{_LIST} holds no {name} in force on {on}")


def same_situation_since(session: Session, on: date) -> date:
    """A report of a day belongs to a situation that was closed on this day or later (RM01)."""
    return on - timedelta(days=term(session, "same_situation", on))


def after_working_days(session: Session, name: str, day: date) -> date:
    """The day on which a term in working days that begins on a day has passed."""
    return calendar_of(session).shifted(day, term(session, name, day))

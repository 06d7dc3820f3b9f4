"""Dated terms of the desk, read from policy: how long an offer stands, when refusals are looked at, the quota."""

from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from app.core.errors import StartRefused
from app.policy.queries import codes
from app.projects.krachtwonen.rules_days import Holiday, working_days_after

_LIST: Final = "kw_desk_term"


def term(session: Session, name: str, on: date) -> int:
    """How many of whatever it is counted in; a term that policy does not hold is a mistake of the installation."""
    for code in codes(session, _LIST, on):
        if code.attrs.get("term") == name:
            return int(code.attrs["count"])
    raise StartRefused(f"{_LIST} holds no {name} in force on {on}")


def after_working_days(session: Session, name: str, day: date) -> date:
    """The day on which a term in working days that begins on a day has passed."""
    found = (
        Holiday(
            code.active_from,
            code.active_to,
            code.attrs.get("month"),
            code.attrs.get("day"),
            code.attrs.get("after_easter"),
        )
        for code in codes(session, "public_holiday")
    )
    return working_days_after(day, term(session, name, day), found)

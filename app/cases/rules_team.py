"""Who may take a case over, and when somebody is away. Pure; messages in Dutch."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.cases.rules import day_nl
from app.core.errors import Refused


class HandOverState(StrEnum):
    """Where a hand-over stands."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody is away from a day to (and with) a day, and who stands in."""

    since: date
    until: date
    deputy: str = ""


def away_on(absences: Iterable[Away], day: date) -> Away | None:
    """The absence that covers a day."""
    return next((each for each in absences if each.since <= day <= each.until), None)


def refuse_absent(name: str, absences: Iterable[Away], day: date, field: str) -> None:
    """A case does not go to somebody who is away; say from when they are back, or who stands in."""
    away = away_on(absences, day)
    if away is None:
        return
    instead = f"Kies {away.deputy}, die vervangt" if away.deputy else "Kies een collega die er wel is"
    raise Refused(f"{name} is afwezig tot en met {day_nl(away.until)}. {instead}, of wacht tot dan.", field)


def check_absence(since: date, until: date, today: date) -> None:
    """An absence has its days in order, is not over yet, and lasts no longer than a year."""
    if until < since:
        raise Refused("De laatste dag ligt voor de eerste. Kijk beide na.", "until")
    if until < today:
        raise Refused("Deze afwezigheid is al voorbij.", "until")
    if until - since > timedelta(days=366):
        raise Refused("Een afwezigheid duurt hoogstens een jaar. Noteer een vroegere laatste dag.", "until")

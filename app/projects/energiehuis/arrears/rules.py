"""What may be done about arrears, and when; pure rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from app.projects.energiehuis.arithmetic.intervals import shifted
from app.projects.energiehuis.arithmetic.money import rounded
from app.projects.energiehuis.ledger.rules_position import Due, Position


class EventKind(StrEnum):
    """What happens in the life of a contract besides money and phases."""

    REMINDER = "herinnering"
    NOTICE = "ingebrekestelling"
    DEFAULT = "wanbetaling"
    """A default as the credit register has to know it."""
    PLAN = "afbetalingsplan"
    DEBT_SETTLEMENT = "schuldenregeling"
    WRITE_OFF_ASKED = "afschrijving_gevraagd"
    WRITE_OFF_DONE = "afschrijving_beslist"
    EARLY_ASKED = "vervroegd_gevraagd"
    YEARLY_CHECK = "jaarcontrole"
    LEFT_ADDRESS = "niet_meer_ingeschreven"
    OTHER_PROPERTY = "ander_onroerend_goed"
    TRANSFERRED = "woning_overgedragen"
    RIGHTS_GIVEN = "rechten_gevestigd"
    END_OF_TERM = "einde_termijn"


DUE_EVENTS: Final = (
    EventKind.LEFT_ADDRESS,
    EventKind.OTHER_PROPERTY,
    EventKind.TRANSFERRED,
    EventKind.RIGHTS_GIVEN,
    EventKind.END_OF_TERM,
)
"""The five events that make the loan of an emergency buyer fall due."""

AGES: Final = (("none", 0), ("d1_30", 30), ("d31_60", 60), ("d61_90", 90))
OLDEST_AGE: Final = "d91"


@dataclass(frozen=True, slots=True)
class DefaultRule:
    """The dated figures from which an arrear is a default for the credit register."""

    instalments: int
    """So many open, in whole or in part."""
    months: int
    """One of them so long over time."""


def age_of(days_late: int) -> str:
    """The class of an arrear by its age in days."""
    return next((name for name, most in AGES if days_late <= most), OLDEST_AGE)


def is_default(position: Position, rule: DefaultRule, *, called_in: bool) -> bool:
    """Whether the credit register has to be told: instalments open, one of them long over time, or all called in."""
    if called_in or position.instalments_unpaid >= rule.instalments:
        return True
    return position.oldest is not None and position.on >= shifted(position.oldest, rule.months)


def may_cost(costs_on: Iterable[date], on: date) -> bool:
    """Whether a reminder of this day may cost something: at most one a month (art. VII.106 of the economic code)."""
    return all(shifted(day, 1) <= on for day in costs_on if day <= on) and all(day <= on for day in costs_on)


def default_interest(unpaid: Iterable[Due], rate: Decimal, factor: Decimal, on: date) -> int:
    """Interest on capital that is over time, at the rate of the loan times a factor, in cents.

    On a loan without interest the formula gives nothing, and nothing is asked.
    """
    yearly = rate / 100 * factor
    owed = sum((Decimal(due.principal) * yearly * (on - due.on).days / 365 for due in unpaid), Decimal(0))
    return int(rounded(owed, Decimal(1)))

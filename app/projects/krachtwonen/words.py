"""Stays, days and fees in a few Dutch words, for every page of Kracht.Wonen."""

from datetime import date
from typing import Final

from app.projects.krachtwonen.kinds import StayStatus
from app.projects.krachtwonen.stays.models import Stay
from app.web.formatting import date_nl, euro

STATUS_WORDS: Final = {
    StayStatus.PLANNED: "toegewezen",
    StayStatus.ARRIVED: "woont er",
    StayStatus.LEFT: "vertrokken",
    StayStatus.NO_SHOW: "niet opgedaagd",
}
STATUS_KINDS: Final = {
    StayStatus.PLANNED: "active",
    StayStatus.ARRIVED: "done",
    StayStatus.LEFT: "ended",
    StayStatus.NO_SHOW: "ended",
}


def until_words(until: date | None) -> str:
    """Tot 01/04/2026, or that no end is known."""
    return f"tot {date_nl(until)}" if until else "zonder einddatum"


def stay_words(stay: Stay, home: str) -> str:
    """KW-1 van 01/03/2026 tot 01/04/2026, woont er."""
    until = until_words(stay.moved_out or stay.agreed_until)
    return f"{home} van {date_nl(stay.moved_in)} {until}, {STATUS_WORDS[stay.status]}"


def is_overdue(stay: Stay, today: date) -> bool:
    """Whether somebody is still there after the day that was agreed."""
    return stay.status is StayStatus.ARRIVED and stay.agreed_until is not None and stay.agreed_until < today


def fee_words(cents: int | None, per: str | None, labels: dict[str, str]) -> str:
    """€ 450,00 per maand, or nothing where no fee is known."""
    if cents is None or per is None:
        return ""
    return f"{euro(cents)} {labels.get(per, per)}" if cents else "gratis"

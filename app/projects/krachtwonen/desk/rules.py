"""What a decision at the desk asks, and what makes screening doubt. Pure; messages in Dutch."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.errors import Refused


def check_decision(offer: str | None, not_retained: str | None) -> None:
    """A decision is an offer, or says why there is none."""
    if (offer is None) == (not_retained is None):
        raise Refused("Kies een aanbod, of een reden waarom de situatie niet weerhouden wordt.", "offer")


@dataclass(frozen=True, slots=True)
class Screened:
    """What screening found out."""

    on: date
    tried: tuple[str, ...]
    is_long_homeless: bool
    has_combined_problems: bool
    admits_coach: bool
    accepts_duties: bool
    note: str | None = None
    housing: str | None = None
    """Where the household stays (code list housing_situation)."""


class Doubt(StrEnum):
    """Why a situation may not be one for Kracht.Wonen (BR08). A doubt warns; a coordinator decides."""

    NOTHING_TRIED = "nothing_tried"
    NOT_LONG = "not_long"
    NOT_COMBINED = "not_combined"
    NO_COACH = "no_coach"
    NO_DUTIES = "no_duties"


def doubts(found: Screened) -> list[Doubt]:
    """What the one who decides should look at."""
    said = (
        (Doubt.NOTHING_TRIED, not found.tried),
        (Doubt.NOT_LONG, not found.is_long_homeless),
        (Doubt.NOT_COMBINED, not found.has_combined_problems),
        (Doubt.NO_COACH, not found.admits_coach),
        (Doubt.NO_DUTIES, not found.accepts_duties),
    )
    return [doubt for doubt, holds in said if holds]

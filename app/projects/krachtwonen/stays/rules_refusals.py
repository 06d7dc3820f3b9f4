"""Refusals about stays in words: who or what is in the way, as far as the reader may know. Pure."""

from dataclasses import dataclass
from datetime import date

from app.projects.krachtwonen.stays.rules import Nights


@dataclass(frozen=True)
class InTheWay:
    """A stay that holds some of the nights that are asked."""

    nights: Nights
    is_planned: bool
    number: str | None
    """Case number, when the reader may see that case."""
    unit: str | None = None
    """The unit, when the reader may see it."""


def busy_unit(way: InTheWay) -> str:
    """Why a place cannot be given on these nights."""
    who = f"dossier {way.number}" if way.number else "iemand anders"
    if way.is_planned:
        return f"De woning is al toegewezen aan {who}, vanaf {_day(way.nights.first)} {_until(way)}."
    return f"De woning is al bewoond door {who} {_until(way)}."


def busy_person(way: InTheWay) -> str:
    """Why somebody cannot sleep here on these nights."""
    where = f"in {way.unit}" if way.unit else "elders"
    case = f" (dossier {way.number})" if way.number else ""
    return f"Een van deze personen verblijft al {where}{case}, van {_day(way.nights.first)} {_until(way)}."


def out_of_use(since: date, until: date | None) -> str:
    """Why a unit that is being repaired or is blocked cannot be given."""
    end = f"tot {_day(until)}" if until else "zonder einddatum"
    return f"De woning is buiten gebruik van {_day(since)} {end}."


def _until(way: InTheWay) -> str:
    return f"tot {_day(way.nights.until)}" if way.nights.until else "zonder einddatum"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"

"""What is told to the desk, and what it refuses: days out of order, sharing against the tenant's wish. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from app.core.errors import Refused

ACCEPTED: Final = "accepted"
DECLINED: Final = "declined"
WITHDRAWN: Final = "withdrawn"
MOST_MEMBERS: Final = 40


@dataclass(frozen=True)
class Told:
    """What is asked when a threatened eviction is reported."""

    reported_on: date
    municipality: str
    reporter: str
    problems: tuple[str, ...]
    stage: str
    adults: int
    children: int = 0
    address: str | None = None
    objects: bool = False
    same_dwelling_as: str | None = None
    """Number of an earlier report on the same dwelling."""


@dataclass(frozen=True)
class Step:
    """Something that happened on the way to an eviction."""

    stage: str
    on: date
    planned_on: date | None = None
    accepted: bool | None = None


@dataclass(frozen=True)
class Answer:
    """What a service says to a report that was passed on to it."""

    accepts: bool
    on: date
    reason: str | None = None


def check_members(adults: int, children: int) -> None:
    """Somebody lives there."""
    for field, number in (("adults", adults), ("children", children)):
        if not 0 <= number <= MOST_MEMBERS:
            raise Refused(f"Vul een aantal van 0 tot {MOST_MEMBERS} in.", field)
    if adults + children == 0:
        raise Refused("Een huishouden telt minstens één persoon.", "adults")


def check_happened(day: date, today: date, field: str) -> None:
    """What happened, happened today or before. A stage may well be older than the report."""
    if day > today:
        raise Refused("Deze dag moet nog komen. Kies vandaag of een dag ervoor.", field)


def check_planned(step: Step, has_planned_day: bool) -> None:
    """A hearing or an eviction is announced for the day itself or later; other stages announce nothing."""
    if step.planned_on is None:
        return
    if not has_planned_day:
        raise Refused("Bij deze stap hoort geen aangekondigde dag. Laat dit veld leeg.", "planned_on")
    if step.planned_on < step.on:
        raise Refused(f"De aankondiging is van {step.on:%d/%m/%Y}. Kies die dag of een latere.", "planned_on")


def check_sharing(objects_since: date | None) -> None:
    """A tenant who objects is not passed on to anybody."""
    if objects_since is not None:
        raise Refused(
            f"De huurder verzet zich sinds {objects_since:%d/%m/%Y} tegen het delen van deze melding. "
            "Overleg eerst met de huurder en noteer het als het verzet vervalt.",
            "destination",
        )


def check_between(day: date, first: date, today: date, field: str) -> None:
    """A dispatch follows its report and an answer its dispatch; neither lies ahead."""
    check_happened(day, today, field)
    if day < first:
        raise Refused(f"De vorige stap is van {first:%d/%m/%Y}. Kies die dag of een latere.", field)


def missing_parts(reporter: str | None, problems: list[str], stages: int, has_address: bool) -> list[str]:
    """What a complete report still lacks, in Dutch."""
    parts = {
        "wie meldt": reporter is not None,
        "wat er speelt": bool(problems),
        "hoe ver het staat": stages > 0,
        "het adres": has_address,
    }
    return [name for name, is_known in parts.items() if not is_known]

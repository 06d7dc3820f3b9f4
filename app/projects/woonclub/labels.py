"""Woonclub in Dutch words: hours of points, visits of the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from app.access.work import Work
from app.cases.labels import case_rows
from app.cases.models import Case
from app.projects.woonclub.models_desk import Visit
from app.projects.woonclub.queries_desk import Desk
from app.projects.woonclub.rules_desk import HELPED, Session
from app.web.formatting import date_nl

_DAYS: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_ENDS: Final = {HELPED: "Geholpen"}


@dataclass(frozen=True)
class DeskRow:
    """A point as one can choose it."""

    code: str
    name: str
    words: str
    is_open: bool


@dataclass(frozen=True)
class VisitRow:
    """A household on the list of the day."""

    uid: UUID
    number: str
    name: str
    phase: str
    worker: str
    arrived_at: datetime
    is_waiting: bool
    is_new: bool
    end: str
    may_write: bool


def hours(session: Session) -> str:
    """Van 9.00 tot 12.00 uur; by appointment when there are no hours."""
    if session.opens is None or session.closes is None:
        return "op afspraak"
    words = f"van {session.opens:%H:%M} tot {session.closes:%H:%M} uur"
    return f"avondpermanentie {words}" if session.evening else words


def day_words(day: date) -> str:
    """Maandag 16/03/2026"""
    return f"{_DAYS[day.weekday()]} {date_nl(day)}"


def desk_row(desk: Desk) -> DeskRow:
    """When a point is open today, else when it opens next."""
    if desk.today:
        words = "Vandaag " + " en ".join(hours(each) for each in desk.today)
    elif desk.coming:
        words = f"Opnieuw open op {day_words(desk.coming.day)}, {hours(desk.coming)}"
    else:
        words = "Geen openingsuren bekend"
    return DeskRow(desk.point.code, desk.point.name, words, bool(desk.today))


def visit_rows(work: Work, found: Sequence[tuple[Visit, Case]]) -> list[VisitRow]:
    """The list of the day: who waits first, then who was there."""
    lines = [
        VisitRow(
            uid=visit.uid,
            number=case.number,
            name=row.name,
            phase=row.phase,
            worker=row.worker,
            arrived_at=visit.arrived_at,
            is_waiting=visit.ended_at is None,
            is_new=case.opened_on == visit.on,
            end=_ENDS.get(visit.end or "", "Vertrokken"),
            may_write=row.may_write,
        )
        for (visit, case), row in zip(found, case_rows(work, [case for _, case in found]), strict=True)
    ]
    return sorted(lines, key=lambda line: not line.is_waiting)

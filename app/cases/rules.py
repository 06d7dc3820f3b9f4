"""What may be written in a case: days in order, phases that exist, readable refusals. Pure."""

from dataclasses import dataclass
from datetime import date

from app.core.errors import Refused

SILENT_AFTER_DAYS = 60
"""A case without contact for longer than this falls silent (BR23)."""
TEXT_LIMIT = 20_000
TASK_LIMIT = 200
CONTACT_KINDS = "contact_kind"
"""Name of the code list with the kinds of contact."""
CONTACT_CHANNELS = "contact_channel"
"""Name of the code list with the ways of contact."""
LANGUAGES = "language"
"""Name of the code list with the languages for which an interpreter may come."""
NO_SHOW = "no_show"
"""The kind of contact that did not take place: it ends no silence."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days between which a case is, or was, open."""

    opened_on: date
    closed_on: date | None = None


def day_nl(day: date) -> str:
    """A day as it is written in a message: 01/02/2026."""
    return f"{day:%d/%m/%Y}"


def check_not_future(day: date, today: date, field: str = "on") -> None:
    """What happened, happened today or before."""
    if day > today:
        raise Refused("Deze dag moet nog komen. Kies vandaag of een dag ervoor.", field)


def check_contact_day(day: date, span: Span, today: date) -> None:
    """A contact moment lies between the opening of its case and today, or the day of closing."""
    check_not_future(day, today)
    if day < span.opened_on:
        raise Refused(f"Het dossier is pas geopend op {day_nl(span.opened_on)}. Kies die dag of een latere.", "on")
    if span.closed_on is not None and day > span.closed_on:
        raise Refused(
            f"Het dossier is afgesloten op {day_nl(span.closed_on)}. Heropen het eerst, of kies een vroegere dag.", "on"
        )


def check_step_day(day: date, span: Span, previous: date | None, today: date) -> None:
    """A step (phase, closing, reopening) comes on or after the step before it."""
    check_not_future(day, today)
    earliest = max(span.opened_on, previous or span.opened_on)
    if day < earliest:
        raise Refused(f"De vorige stap is van {day_nl(earliest)}. Kies die dag of een latere.", "on")


def check_due(day: date, today: date) -> None:
    """A task is planned for today or later."""
    if day < today:
        raise Refused("Deze dag is voorbij. Kies vandaag of een latere dag.", "due_on")


def check_task(what: str | None) -> str:
    """A task says in one line what has to be done."""
    if what is None or not what.strip():
        raise Refused("Schrijf kort op wat er moet gebeuren.", "what")
    if len(what) > TASK_LIMIT:
        raise Refused(f"Hou een taak bij {TASK_LIMIT} tekens; schrijf de rest in een notitie.", "what")
    return what.strip()


def check_text(text: str | None) -> str:
    """Something was written, and not a book."""
    if text is None or not text.strip():
        raise Refused("Schrijf kort op wat er gebeurde of gezegd werd.", "text")
    if len(text) > TEXT_LIMIT:
        raise Refused(f"Deze tekst is te lang. Hou het bij {TEXT_LIMIT} tekens, of maak er twee van.", "text")
    return text.strip()


def check_minutes(minutes: int | None) -> None:
    """A duration, when it is known, fits in a day."""
    if minutes is not None and not 0 < minutes <= 24 * 60:
        raise Refused("Geef de duur in minuten, van 1 tot 1440.", "minutes")


def case_number(prefix: str, year: int, serial: int) -> str:
    """WC-2026-0031; a serial beyond 9999 simply grows longer."""
    return f"{prefix}-{year}-{serial:04d}"

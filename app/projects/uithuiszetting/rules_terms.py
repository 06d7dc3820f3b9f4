"""Which terms run in a case, and what is wrong with what was announced. Pure; texts in Dutch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from app.core.workdays import Unit, WorkCalendar
from app.projects.uithuiszetting.rules import Step

FINAL: Final = frozenset({"executed", "averted"})
_PLANNED: Final = {
    "conciliation": "Minnelijke schikking",
    "hearing": "Zitting",
    "bailiff_date": "Uitdrijving aangekondigd",
}


class Urgency(StrEnum):
    """What a day asks."""

    DUE = "due"
    """Something has to be done by then."""
    COMES = "comes"
    """Something happens, or can happen, then."""
    WRONG = "wrong"
    """Something was announced against the term; to be told to the bailiff."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the law or of the desk, while it was in force."""

    term: str
    label: str
    count: int
    unit: Unit
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day that matters in a case."""

    day: date
    words: str
    urgency: Urgency

    def is_late(self, today: date) -> bool:
        """Whether something should have been done by now."""
        return self.urgency is Urgency.DUE and self.day < today


@dataclass(frozen=True)
class Terms:
    """The terms and the calendar that they are counted with."""

    calendar: WorkCalendar
    rows: Sequence[Term] = ()

    def on(self, name: str, day: date) -> Term | None:
        """The term of this name in force on a day."""
        return next(
            (
                row
                for row in self.rows
                if row.term == name and row.valid_from <= day and (row.valid_to is None or day < row.valid_to)
            ),
            None,
        )

    def end(self, name: str, day: date) -> tuple[date, str] | None:
        """The day on which the term that begins on a day has passed, and its name."""
        row = self.on(name, day)
        return (self.calendar.after(day, row.count, row.unit), row.label) if row else None


@dataclass(frozen=True)
class Course:
    """What is known of one case, as far as terms go."""

    reported_on: date
    objects: bool = False
    is_passed_on: bool = False
    """Somebody was asked and said yes or has not answered yet."""
    waiting_since: date | None = None
    steps: Sequence[Step] = field(default_factory=tuple)
    """In order of their day."""


def deadlines(course: Course, terms: Terms, today: date) -> list[Deadline]:
    """Every day that still matters, the first one first."""
    found = list(_of_the_desk(course, terms))
    if not any(step.stage in FINAL for step in course.steps):
        newest = {step.stage: step for step in course.steps}
        found += [*_of_the_law(newest, terms, today), *_announced(newest, today), *_wrong(newest, terms, today)]
    return sorted(found, key=lambda each: (each.day, each.words))


def _of_the_desk(course: Course, terms: Terms) -> Iterator[Deadline]:
    if course.waiting_since is not None:
        yield from _due(terms, "answer", course.waiting_since)
    elif not course.is_passed_on and not course.objects:
        yield from _due(terms, "dispatch", course.reported_on)


def _of_the_law(newest: dict[str, Step], terms: Terms, today: date) -> Iterator[Deadline]:
    if "claim_filed" in newest and "ocmw_offer" not in newest:
        yield from _due(terms, "claim_filed", newest["claim_filed"].on)
    if "fbu_agreement" in newest:
        # Nobody logs the payment: once the day is past, it no longer asks anything.
        paid_by = _due(terms, "fbu_agreement", newest["fbu_agreement"].on, Urgency.COMES)
        yield from (each for each in paid_by if each.day >= today)
    if "served" in newest:
        yield from _due(terms, "served", newest["served"].on, Urgency.COMES)


def _due(terms: Terms, name: str, day: date, urgency: Urgency = Urgency.DUE) -> Iterator[Deadline]:
    end = terms.end(name, day)
    if end is not None:
        yield Deadline(*end, urgency)


def _announced(newest: dict[str, Step], today: date) -> Iterator[Deadline]:
    for stage, words in _PLANNED.items():
        planned = newest[stage].planned_on if stage in newest else None
        if planned is not None and planned >= today:
            yield Deadline(planned, words, Urgency.COMES)


def _wrong(newest: dict[str, Step], terms: Terms, today: date) -> Iterator[Deadline]:
    announced = newest.get("bailiff_date")
    planned = announced.planned_on if announced else None
    if announced is None or planned is None or planned < today:
        return
    notice = terms.on("bailiff_date", announced.on)
    if notice and terms.calendar.shifted(planned, -notice.count) < announced.on:
        yield Deadline(planned, f"Aangekondigd met minder dan {notice.count} werkdagen", Urgency.WRONG)
    earliest = terms.end("served", newest["served"].on) if "served" in newest else None
    if earliest and planned < earliest[0]:
        yield Deadline(planned, f"Vroeger dan mag: ten vroegste op {earliest[0]:%d/%m/%Y}", Urgency.WRONG)

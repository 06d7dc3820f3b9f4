"""Which reports the coordinator has to see, and why. Pure; texts in Dutch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.projects.uithuiszetting.rules_terms import FINAL, Course, Deadline, Terms, Urgency

_ANNOUNCED = "bailiff_date"


@dataclass(frozen=True, slots=True)
class Concern:
    """One reason, and the day from which it counts: the earliest is the most pressing."""

    day: date
    words: str


def concerns(
    course: Course, days: Sequence[Deadline], terms: Terms, today: date, *, is_followed: bool
) -> list[Concern]:
    """A term long past, an announcement against the law, an eviction close by, a report that nobody follows."""
    found = [*_late(days, terms, today), *_wrong(days), *_close(course, terms, today)]
    if not is_followed:
        found += _nobody(course, terms, today)
    return sorted(found, key=lambda each: (each.day, each.words))


def _late(days: Sequence[Deadline], terms: Terms, today: date) -> Iterator[Concern]:
    for each in days:
        end = terms.end("escalate_late", each.day) if each.is_late(today) else None
        if end is not None and end[0] <= today:
            yield Concern(each.day, f"Termijn voorbij: {each.words[:1].lower()}{each.words[1:]}")


def _wrong(days: Sequence[Deadline]) -> Iterator[Concern]:
    yield from (Concern(each.day, each.words) for each in days if each.urgency is Urgency.WRONG)


def _close(course: Course, terms: Terms, today: date) -> Iterator[Concern]:
    if any(step.stage in FINAL for step in course.steps):
        return
    planned = [step.planned_on for step in course.steps if step.stage == _ANNOUNCED and step.planned_on]
    end = terms.end("escalate_bailiff", today)
    if planned and end is not None and today <= planned[-1] <= end[0]:
        yield Concern(planned[-1], "Uitdrijving aangekondigd")


def _nobody(course: Course, terms: Terms, today: date) -> Iterator[Concern]:
    end = terms.end("escalate_nobody", course.reported_on)
    if end is not None and end[0] <= today:
        yield Concern(course.reported_on, "Niemand volgt dit op")

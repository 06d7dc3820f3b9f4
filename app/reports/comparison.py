"""Figures beside each other: this year against last year up to the same day, by month, and of one municipality."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.actionplan.beside import Beside, beside_each_other
from app.actionplan.catalogue import measures_in, other_rules
from app.actionplan.evaluation import Evaluation, Number, evaluate_all
from app.actionplan.measures import Measure
from app.core.period import Period
from app.organisations.queries import merged_into

MUNICIPALITY = "municipality"


@dataclass(frozen=True)
class Month:
    """One month of a figure in both years, alone and counted up from January; None for what is still to come."""

    number: int
    now: Number | None
    before: Number | None
    now_so_far: Number | None
    before_so_far: Number | None


def until(session: Session, year: int, day: date) -> list[Beside]:
    """Every figure from January to the same day of both years."""
    return beside_each_other(session, measures_in(session, year), _until(year, day), _until(year - 1, day))


def of_municipality(session: Session, year: int, nis5: str) -> list[Beside]:
    """What the region did for the residents of one municipality, and before a merger of those that went up in it."""
    known = [measure for measure in measures_in(session, year) if measure.dimension(MUNICIPALITY)]
    codes = [nis5, *(each.nis5 for each in merged_into(session, nis5))]
    changed = other_rules(session, known, year - 1)
    this, last = Period.of_year(year), Period.of_year(year - 1)
    found = []
    for now, before in zip(
        evaluate_all(session, known, this, {MUNICIPALITY}),
        evaluate_all(session, known, last, {MUNICIPALITY}),
        strict=True,
    ):
        earlier = None if now.measure.key in changed else _of_places(before, codes)
        found.append(Beside(now.measure, _of_places(now, codes), earlier))
    return found


def _of_places(found: Evaluation, codes: Sequence[str]) -> Number | None:
    """The part of some municipalities together; a mean or rate of several cannot be told from theirs."""
    parts = [found.by[MUNICIPALITY][code] for code in codes if code in found.by[MUNICIPALITY]]
    if found.measure.is_count:
        return sum(part or 0 for part in parts)
    return parts[0] if len(parts) == 1 else None


def by_month(session: Session, measure: Measure, year: int, today: date) -> list[Month]:
    """Twelve months of one figure, beside those of last year."""
    months, comparable = [], not other_rules(session, [measure], year - 1)
    for number in range(1, 13):
        last_day = date(year, number, monthrange(year, number)[1])
        to_come = date(year, number, 1) > today
        now = [None, None] if to_come else _values(session, measure, year, number, min(last_day, today))
        before = _values(session, measure, year - 1, number, last_day) if comparable else [None, None]
        months.append(Month(number, now[0], before[0], now[1], before[1]))
    return months


def _values(session: Session, measure: Measure, year: int, month: int, last: date) -> list[Number | None]:
    """(of the month, from January) up to that day of a year."""
    end = _until(year, last)
    spans = (Period(date(year, month, 1), end.last), end)
    return [evaluate_all(session, [measure], span, ())[0].value for span in spans]


def _until(year: int, day: date) -> Period:
    """From January to this day in a year; the last of February where the year has no 29th."""
    last = min(day.day, monthrange(year, day.month)[1])
    return Period(date(year, 1, 1), date(year, day.month, last))

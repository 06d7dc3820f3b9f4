"""Figures beside each other: this year against last year up to the same day, by month, and of one municipality."""

from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.actionplan.catalogue import measures_in
from app.actionplan.evaluation import Number, evaluate_all
from app.actionplan.figure_page import in_words
from app.actionplan.measures import Measure
from app.core.period import Period

MUNICIPALITY = "municipality"


@dataclass(frozen=True)
class Beside:
    """One figure this year and last year."""

    measure: Measure
    now: Number | None
    before: Number | None

    @property
    def shown(self) -> tuple[str, str]:
        """Both as they are written."""
        return in_words(self.measure, self.now), in_words(self.measure, self.before)

    @property
    def difference(self) -> Number | None:
        """What joined or left, of a count."""
        if not self.measure.is_count or self.now is None or self.before is None:
            return None
        return self.now - self.before


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
    return _beside(session, measures_in(session, year), _until(year, day), _until(year - 1, day), ())


def of_municipality(session: Session, year: int, nis5: str) -> list[Beside]:
    """What the region did for the residents of one municipality: the figures that know it."""
    known = [measure for measure in measures_in(session, year) if measure.dimension(MUNICIPALITY)]
    this, last = Period.of_year(year), Period.of_year(year - 1)
    found = []
    for now, before in zip(
        evaluate_all(session, known, this, {MUNICIPALITY}),
        evaluate_all(session, known, last, {MUNICIPALITY}),
        strict=True,
    ):
        none = 0 if now.measure.is_count else None
        values = [each.by[MUNICIPALITY].get(nis5, none) for each in (now, before)]
        found.append(Beside(now.measure, *values))
    return found


def by_month(session: Session, measure: Measure, year: int, today: date) -> list[Month]:
    """Twelve months of one figure, beside those of last year."""
    months = []
    for number in range(1, 13):
        last_day = date(year, number, monthrange(year, number)[1])
        to_come = date(year, number, 1) > today
        now = [None, None] if to_come else _values(session, measure, year, number, min(last_day, today))
        before = _values(session, measure, year - 1, number, last_day)
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


def _beside(
    session: Session, measures: Sequence[Measure], this: Period, last: Period, dimensions: Collection[str]
) -> list[Beside]:
    pairs = zip(
        evaluate_all(session, measures, this, dimensions),
        evaluate_all(session, measures, last, dimensions),
        strict=True,
    )
    return [Beside(now.measure, now.value, before.value) for now, before in pairs]

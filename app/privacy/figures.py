"""The figures that a destruction could touch, before and after it: the two must be the same."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.access.work import Work
from app.actionplan.evaluation import Evaluation, evaluate_all
from app.actionplan.measures import RECORDS, Measure
from app.actionplan.registry import all_measures
from app.cases.kinds import kinds
from app.cases.models import Case
from app.core.errors import Refused
from app.core.period import Period
from app.privacy.people import cases_of, deserted_cases

_BATCH: Final = 500
Figures = dict[tuple[str, int], tuple[Any, ...]]


def every_figure(work: Work) -> Figures:
    """Value, numerator, denominator, every breakdown and the number of records, per measure and year."""
    first = work.session.scalar(select(func.min(Case.opened_on)))
    return _figures(work, _of_records(), first.year if first else work.clock.today().year)


class Reach:
    """What erasing these persons and cases could touch: the figures of some projects, from a year on.

    Erasing empties what is known of the persons and of the households of the cases, so every case that shares one of
    them counts. Later years stay in: a stay or a balance without an end is counted in each of them.
    """

    def __init__(self, work: Work, persons: Sequence[UUID], cases: Sequence[UUID]) -> None:
        self._work = work
        session = work.session
        touched = {*cases, *cases_of(session, persons), *deserted_cases(session)}
        found = list(_with_their_households(session, touched))
        # The year before the first is looked at too: what led to a case can be older than the case.
        self._first = min((first.year - 1 for _, first in found), default=work.clock.today().year)
        elsewhere = {kind.key for kind in kinds()} - {project for project, _ in found}
        # What belongs to no project of cases could rest on any of them.
        self._measures = [measure for measure in _of_records() if measure.project not in elsewhere]

    def figures(self) -> Figures:
        """As `every_figure`, of these projects and years."""
        return _figures(self._work, self._measures, self._first)


def _of_records() -> list[Measure]:
    return [measure for measure in all_measures() if measure.source == RECORDS]


def _with_their_households(session: Session, cases: Iterable[UUID]) -> Iterator[tuple[str, date]]:
    """Project and first day of these cases and of whatever else their households have."""
    left = iter(cases)
    while batch := list(islice(left, _BATCH)):
        households = select(Case.household_uid).where(Case.uid.in_(batch))
        query = select(Case.project, func.min(Case.opened_on)).group_by(Case.project)
        found = session.execute(query.where(Case.uid.in_(batch) | Case.household_uid.in_(households)))
        yield from ((project, first) for project, first in found)


def _figures(work: Work, measures: list[Measure], first: int) -> Figures:
    last = work.clock.today().year
    found: Figures = {}
    for year in range(min(first, last), last + 1):
        for each in evaluate_all(work.session, measures, Period.of_year(year)) if measures else ():
            found[each.measure.key, year] = _plain(each)
    return found


def refuse_changed(before: Figures, after: Figures) -> None:
    """Refused, naming the first of them, when a figure is not what it was."""
    changed = sorted(key for key in before if before[key] != after.get(key))
    if changed:
        key, year = changed[0]
        raise Refused(
            f"Er is niets vernietigd: het cijfer {key} van {year} zou veranderen, en {len(changed) - 1} andere."
        )


def _plain(found: Evaluation) -> tuple[Any, ...]:
    breakdowns = {dimension: dict(groups) for dimension, groups in found.by.items()}
    return found.value, found.numerator, found.denominator, found.records, breakdowns

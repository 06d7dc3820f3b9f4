"""Every figure of every year, before and after a destruction: the two must be the same."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.access.work import Work
from app.actionplan.evaluation import Evaluation, evaluate_all
from app.actionplan.registry import all_measures
from app.cases.models import Case
from app.core.errors import Refused
from app.core.period import Period

Figures = dict[tuple[str, int], tuple[Any, ...]]


def every_figure(work: Work) -> Figures:
    """Value, numerator, denominator, every breakdown and the number of records, per measure and year."""
    measures = [measure for measure in all_measures() if measure.source == "records"]
    found: Figures = {}
    for year in _years(work.session, work.clock.today().year):
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


def _years(session: Session, last: int) -> range:
    first = session.scalar(select(func.min(Case.opened_on)))
    return range(min(first.year, last) if first else last, last + 1)

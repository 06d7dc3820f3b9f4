"""Every figure of a year: the measures of the projects, those over counts by hand, and what follows from them."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.actionplan.counters import PREFIX, counter_measures
from app.actionplan.derived import PREFIX as DERIVED
from app.actionplan.derived import derived_measures
from app.actionplan.measures import Measure
from app.actionplan.registry import all_measures
from app.core.errors import NotFound, Refused
from app.core.period import Period


def measures_in(session: Session, year: int) -> tuple[Measure, ...]:
    """The measures of a year: all of the projects, and the counters that have a count in it."""
    counted = (*all_measures(), *counter_measures(session, Period.of_year(year)))
    derived = derived_measures(session, {each.key: each for each in counted}, year)
    return (*counted, *derived)


def measure_named(session: Session, key: str, year: int | None = None) -> Measure:
    """The measure with this key, of whatever year; NotFound when there is none."""
    found = next((measure for measure in _offered(session, key, year) if measure.key == key), None)
    if found is None:
        raise NotFound
    return found


def _offered(session: Session, key: str, year: int | None) -> Sequence[Measure]:
    if key.startswith(DERIVED):
        known = {each.key: each for each in (*all_measures(), *counter_measures(session))}
        return derived_measures(session, known, year)
    return counter_measures(session) if key.startswith(PREFIX) else all_measures()


def find_measure(session: Session, key: str) -> Measure:
    """As `measure_named`, for somebody who typed the key: refused with what there is."""
    try:
        return measure_named(session, key)
    except NotFound:
        known = sorted(each.key for each in (*all_measures(), *counter_measures(session)))
        raise Refused(f"Er is geen cijfer {key}. Kies uit: {', '.join(known)}.", "key") from None

"""Every figure that there is for a year: the measures of the projects, and those over what was counted by hand."""

from sqlalchemy.orm import Session

from app.actionplan.counters import PREFIX, counter_measures
from app.actionplan.measures import Measure
from app.actionplan.registry import all_measures
from app.core.errors import NotFound, Refused
from app.core.period import Period


def measures_in(session: Session, year: int) -> tuple[Measure, ...]:
    """The measures of a year: all of the projects, and the counters that have a count in it."""
    return (*all_measures(), *counter_measures(session, Period.of_year(year)))


def measure_named(session: Session, key: str) -> Measure:
    """The measure with this key, of whatever year; NotFound when there is none."""
    offered = counter_measures(session) if key.startswith(PREFIX) else all_measures()
    found = next((measure for measure in offered if measure.key == key), None)
    if found is None:
        raise NotFound
    return found


def find_measure(session: Session, key: str) -> Measure:
    """As `measure_named`, for somebody who typed the key: refused with what there is."""
    try:
        return measure_named(session, key)
    except NotFound:
        known = sorted(each.key for each in (*all_measures(), *counter_measures(session)))
        raise Refused(f"Er is geen cijfer {key}. Kies uit: {', '.join(known)}.", "key") from None

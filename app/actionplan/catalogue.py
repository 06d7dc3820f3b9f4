"""Every figure of a year: the measures of the projects, those over counts by hand, and what follows from them."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from app.actionplan.counters import PREFIX, counter_measures
from app.actionplan.derived import PREFIX as DERIVED
from app.actionplan.derived import derived_measures
from app.actionplan.measures import RECORDS, Measure
from app.actionplan.queries_lineage import Codes
from app.actionplan.registry import all_measures
from app.core.errors import NotFound, Refused
from app.core.period import Period


def measures_in(session: Session, year: int) -> tuple[Measure, ...]:
    """The measures of a year: all of the projects, and the counters that have a count in it."""
    codes = Codes(session)
    counted = (*all_measures(), *counter_measures(session, Period.of_year(year)))
    derived = derived_measures(session, {each.key: each for each in counted}, year)
    return tuple(_placed(codes, measure, year) for measure in (*counted, *derived))


def _placed(codes: Codes, measure: Measure, year: int) -> Measure:
    """The measure at the code that its action has in the plan of a year; its key, and so its series, stays."""
    at = codes.in_year(measure.action, year, measure.since)
    return measure if at == measure.action else replace(measure, action=at)


def other_rules(session: Session, measures: Sequence[Measure], year: int) -> frozenset[str]:
    """Keys of the measures that had another version of their rule in a year: the two are never compared."""
    if all(measure.source == RECORDS for measure in measures):
        return frozenset()
    versions = {measure.key: measure.version for measure in measures_in(session, year)}
    return frozenset(each.key for each in measures if versions.get(each.key, each.version) != each.version)


def measure_named(session: Session, key: str, year: int | None = None) -> Measure:
    """The measure with this key, of whatever year; NotFound when there is none."""
    found = next((measure for measure in _offered(session, key, year) if measure.key == key), None)
    if found is None:
        raise NotFound
    return found if year is None else _placed(Codes(session), found, year)


def _offered(session: Session, key: str, year: int | None) -> Sequence[Measure]:
    if key.startswith(DERIVED):
        known = {each.key: each for each in (*all_measures(), *counter_measures(session))}
        return derived_measures(session, known, year)
    return counter_measures(session, year=year) if key.startswith(PREFIX) else all_measures()


def find_measure(session: Session, key: str) -> Measure:
    """As `measure_named`, for somebody who typed the key: refused with what there is."""
    try:
        return measure_named(session, key)
    except NotFound:
        known = sorted(each.key for each in (*all_measures(), *counter_measures(session)))
        raise Refused(f"Er is geen cijfer {key}. Kies uit: {', '.join(known)}.", "key") from None

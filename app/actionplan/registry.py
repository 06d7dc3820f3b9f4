"""Every measure of the installed packages; filled when the program starts."""

from collections.abc import Iterable

from app.actionplan.measures import Measure
from app.core.errors import NotFound

_measures: dict[str, Measure] = {}


def register(measures: Iterable[Measure]) -> None:
    """Offer measures; registering the same one again is harmless, two under one key are refused."""
    for measure in measures:
        if _measures.setdefault(measure.key, measure) is not measure:
            raise ValueError(f"two measures under the key {measure.key}")


def all_measures() -> tuple[Measure, ...]:
    """Every measure, in the order of registration."""
    return tuple(_measures.values())


def measure_by_key(key: str) -> Measure:
    """The measure with this key; NotFound when there is none."""
    if key not in _measures:
        raise NotFound
    return _measures[key]

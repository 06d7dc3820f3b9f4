"""The Kaplan-Meier median: how long it takes until half has met the event, open cases included."""

from collections.abc import Mapping
from fractions import Fraction

_HALF = Fraction(1, 2)


def median(durations: Mapping[tuple[int, bool], int]) -> int | None:
    """The first duration at which the survival curve is at or below one half; None when it stays above.

    `durations` counts the records by (duration, event happened). Who was only followed until a duration is still
    at risk on it: censoring comes after the events of the same duration.
    """
    events: dict[int, int] = {}
    left: dict[int, int] = {}
    for (duration, happened), count in durations.items():
        left[duration] = left.get(duration, 0) + count
        if happened:
            events[duration] = events.get(duration, 0) + count
    at_risk, curve = sum(left.values()), Fraction(1)
    for duration in sorted(left):
        if duration in events:
            curve *= 1 - Fraction(events[duration], at_risk)
            if curve <= _HALF:
                return duration
        at_risk -= left[duration]
    return None

"""The Kaplan-Meier median, on curves that can be checked by hand."""

import pytest

from app.actionplan.survival import median

FOUND, OPEN = True, False


@pytest.mark.parametrize(
    ("durations", "expected"),
    [
        ({}, None),
        ({(10, OPEN): 5}, None),
        ({(10, FOUND): 1}, 10),
        ({(0, FOUND): 1, (5, OPEN): 1}, 0),
        ({(10, FOUND): 1, (20, FOUND): 1}, 10),
        ({(10, FOUND): 1, (20, FOUND): 1, (30, FOUND): 1}, 20),
        # Censored before: out of the number at risk. 3/4, then 3/4 x 1/2 = 3/8.
        ({(10, FOUND): 1, (15, OPEN): 1, (20, FOUND): 1, (30, OPEN): 1}, 20),
        # Censored on the day of an event: still at risk that day. 2/3, then 2/3 x 1/1.
        ({(10, FOUND): 1, (10, OPEN): 2}, None),
        # Exactly one half is reached.
        ({(10, FOUND): 2, (20, OPEN): 2}, 10),
    ],
)
def test_the_first_duration_at_which_half_is_left(durations, expected):
    assert median(durations) == expected

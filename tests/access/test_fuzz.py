"""Requests that nobody means well with, at some endpoints here; at all of them twenty thousand times in the bench."""

from tests.access.expectations import expectations
from tests.support.fuzz import Fuzzer

EVERY = 9
"""One endpoint in so many; which ones differs by engine."""


def test_what_nobody_would_type_is_no_fault_and_changes_nothing_without_a_token(ill_treated, engine_name):
    expected = expectations()
    first = 0 if engine_name == "sqlite" else 2
    found = Fuzzer(ill_treated).run({key: expected[key] for key in sorted(expected)[first::EVERY]}, each=6)
    assert found.faults == {}
    assert found.refused > 25
    assert found.requests > found.refused + 200

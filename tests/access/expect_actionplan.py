"""Expectations of the pages of figures: no names there; the list behind one needs a right of its own."""

from tests.access.expectations import Expect

_FIGURE = {"year": 2026, "key": "woonclub.new_households"}

EXPECTED = {
    ("actionplan.figure", "GET"): Expect("figure.read", values=_FIGURE),
    ("actionplan.records", "GET"): Expect("figure.records", values=_FIGURE),
}

"""Expectations of what machines ask; the visitor of these tests is on this machine."""

from tests.access.expectations import Expect

EXPECTED = {
    ("watching.health", "GET"): Expect(None),
    ("watching.ready", "GET"): Expect(None),
    ("watching.metrics", "GET"): Expect(None),
}

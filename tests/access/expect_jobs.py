"""Expectations of the jobs of the installation: the administrator alone, without an object of one organisation."""

from tests.access.expectations import Expect

EXPECTED = {
    ("jobs.index", "GET"): Expect("jobs.manage"),
    ("jobs.again", "POST"): Expect("jobs.manage", values={"kind": "drafts.clear"}, status=302),
}

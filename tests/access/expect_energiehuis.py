"""Expectations of the Energiehuis: its products are no secret, and for colleagues who read files."""

from tests.access.expectations import Expect

EXPECTED = {("energiehuis.products", "GET"): Expect("case.read")}

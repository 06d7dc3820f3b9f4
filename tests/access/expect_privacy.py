"""Expectations of retention and certificates: decided for the whole region, without an object of one organisation."""

from tests.access.expectations import Expect

EXPECTED = {
    ("privacy.index", "GET"): Expect("rights.read"),
    ("privacy.proof", "GET"): Expect("rights.read", values={"number": 999}, status=404),
    ("privacy.make_proposal", "POST"): Expect("retention.write", status=302),
    ("privacy.carry_out_proposal", "POST"): Expect("retention.write", values={"number": 999}, status=302),
}

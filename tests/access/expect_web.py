"""Expectations of the web layer itself."""

from tests.access.expectations import Expect

EXPECTED = {
    ("help.keys", "GET"): Expect("account.own"),
    ("static", "GET"): Expect(None, values={"filename": "img/icon.svg"}),
    ("styleguide.page", "GET"): Expect(None),
    ("styleguide.page", "POST"): Expect(None, status=422),
    ("styleguide.error", "GET"): Expect(None, values={"code": 404}, status=404),
}

"""Expectations of the web layer itself."""

from tests.access.expectations import Expect

EXPECTED = {
    ("help.keys", "GET"): Expect("account.own"),
    ("help.index", "GET"): Expect("account.own"),
    ("help.page", "GET"): Expect("account.own", values={"name": "cases.index"}),
    ("help.words", "GET"): Expect("account.own"),
    ("help.tour", "GET"): Expect("account.own"),
    ("help.new", "GET"): Expect("account.own"),
    ("help.accessibility", "GET"): Expect(None),
    ("help.data_protection", "GET"): Expect(None),
    ("static", "GET"): Expect(None, values={"filename": "img/icon.svg"}),
    ("styleguide.page", "GET"): Expect(None),
    ("styleguide.page", "POST"): Expect(None, status=422),
    ("styleguide.error", "GET"): Expect(None, values={"code": 404}, status=404),
}

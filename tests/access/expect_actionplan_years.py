"""Expectations of counting by hand and of closing a year: figures without names."""

from tests.access.expectations import Expect

YEAR = {"year": 2024}
GRID = {"year": 2024, "code": "A0501"}

EXPECTED = {
    ("counts.latest", "GET"): Expect("count.write", status=302),
    ("counts.index", "GET"): Expect("count.write", values=YEAR),
    ("counts.grid", "GET"): Expect("count.write", values=GRID),
    ("counts.save", "POST"): Expect("count.write", values=GRID, data={"s-0": "x||", "c-0-0": "veel"}, status=422),
    ("closing.latest", "GET"): Expect("year.close", status=302),
    ("closing.show", "GET"): Expect("year.close", values=YEAR),
    ("closing.submit", "POST"): Expect("year.close", values=YEAR, status=422),
    ("closing.decide", "POST"): Expect("year.close", values=YEAR, status=422),
}

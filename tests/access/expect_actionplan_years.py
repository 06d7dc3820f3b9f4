"""Expectations of counting by hand and of closing a year: figures without names."""

from tests.access.expectations import Expect
from tests.access.soft_findings import soft_finding

YEAR = {"year": 2024}
RULE = {"year": 2024, "finding": "woonclub.unknown_answers"}
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
    ("year_actions.show", "GET"): Expect("count.write", values=GRID),
    ("year_actions.submit", "POST"): Expect("count.write", values=GRID, status=422),
    ("year_actions.decide", "POST"): Expect("year.close", values=GRID, status=422),
    ("year_actions.exception", "GET"): Expect("year.close", values=YEAR),
    ("year_actions.grant", "POST"): Expect("year.close", values=YEAR, status=422),
    ("quality.show", "GET"): Expect("figure.read", values=YEAR),
    ("quality.listing", "GET"): Expect("figure.records", values=RULE),
    ("quality.mine", "GET"): Expect("case.write"),
    ("quality.confirm", "POST"): Expect("case.write", build=soft_finding, project="woonclub", status=302),
}

"""Expectations of the Beleidsevaluatie: figures without names, for whoever may read figures."""

from tests.access.expectations import Expect

TEXT = {"year": 2024, "code": "A0901"}

EXPECTED = {
    ("reports.latest", "GET"): Expect("figure.read", status=302),
    ("reports.evaluation", "GET"): Expect("figure.read", values={"year": 2024}),
    ("reports.evaluation_file", "GET"): Expect("figure.read", values={"year": 2024, "kind": "csv"}),
    ("overview.latest", "GET"): Expect("figure.read", status=302),
    ("overview.plan", "GET"): Expect("figure.read", values={"year": 2024}),
    ("overview.municipality", "GET"): Expect("figure.read", values={"year": 2024, "nis5": "34022"}),
    ("overview.so_far", "GET"): Expect("figure.read", values={"year": 2024}),
    ("overview.months", "GET"): Expect("figure.read", values={"year": 2024, "key": "woonclub.new_households"}),
    ("texts.show", "GET"): Expect("plan.write", values=TEXT),
    ("texts.save", "POST"): Expect("plan.write", values=TEXT, status=422),
    ("texts.approve", "POST"): Expect("plan.write", values=TEXT, status=404),
    ("open_figures.openapi", "GET"): Expect(None),
    ("open_figures.closed", "GET"): Expect(None, status=401),
    ("open_figures.as_json", "GET"): Expect(None, values={"year": 2024}, status=401),
    ("open_figures.as_table", "GET"): Expect(None, values={"year": 2024}, status=401),
    ("open_figures.deadlines", "GET"): Expect(None),
}

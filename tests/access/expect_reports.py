"""Expectations of the Beleidsevaluatie: figures without names, for whoever may read figures."""

from tests.access.expectations import Expect

EXPECTED = {
    ("reports.latest", "GET"): Expect("figure.read", status=302),
    ("reports.evaluation", "GET"): Expect("figure.read", values={"year": 2024}),
    ("reports.evaluation_file", "GET"): Expect("figure.read", values={"year": 2024, "kind": "csv"}),
    ("overview.latest", "GET"): Expect("figure.read", status=302),
    ("overview.plan", "GET"): Expect("figure.read", values={"year": 2024}),
    ("overview.municipality", "GET"): Expect("figure.read", values={"year": 2024, "nis5": "34022"}),
    ("overview.so_far", "GET"): Expect("figure.read", values={"year": 2024}),
    ("overview.months", "GET"): Expect("figure.read", values={"year": 2024, "key": "woonclub.new_households"}),
}

"""`init` alone shows the plan 2020-2025 with money, published figures and the real differences."""

import pytest

from app.actionplan.document import plan_document
from app.actionplan.importers import IMPORTERS
from app.imports.run import run_import
from tests.support.plan_files import ROWS, write_csv


@pytest.fixture
def document(work):
    return plan_document(work.session, 2024)


def account(document, code, year=2024, basis="rekening", kind="exploitatie"):
    node = next(node for node in document["nodes"] if node["code"] == code)
    wanted = (kind, basis, year)
    rows = [row for row in node["money"] if (row["kind"], row["basis"], row["year"]) == wanted]
    return [(row["receipts"], row["expenses"]) for row in rows]


def test_ninety_three_nodes_in_reading_order(document):
    codes = [node["code"] for node in document["nodes"]]
    assert (document["plan"], len(codes)) == ("2020-2025", 93)
    assert codes[:4] == ["SD1", "OD1", "AP01", "A0101"]
    assert codes[-2:] == ["AP14", "A1401"]
    seen = set()
    for node in document["nodes"]:
        assert node["parent"] is None or node["parent"] in seen
        seen.add(node["code"])


def test_the_housing_plan_is_the_sum_of_its_actions(document):
    assert account(document, "AP09") == [(232927, 264599)]
    assert account(document, "A0901") == [(173738, 173599)]
    assert account(document, "A0903") == [(59189, 91000)]
    assert account(document, "AP09", basis="meerjarenplan") == [(227206, 274358)]


def test_published_figures_of_the_year_only(document):
    woonclub = next(node for node in document["nodes"] if node["code"] == "A0901")
    assert {"indicator_key": "trajecten_nieuw", "year": 2024, "value": 123, "breakdown": ""} in woonclub["published"]
    assert {figure["year"] for node in document["nodes"] for figure in node["published"]} == {2024}


def test_a_year_before_the_plan_shows_the_figures_that_were_linked_to_it(work):
    document = plan_document(work.session, 2018)
    assert document["plan"] == "2020-2025"
    woonclub = next(node for node in document["nodes"] if node["code"] == "A0901")
    values = {(row["indicator_key"], row["breakdown"]): row["value"] for row in woonclub["published"]}
    assert values["huishoudens_nieuw", ""] == 709
    assert values["reden_andere_woning_pct", "reden=zelfstandig_wonen"] == 33.15
    keys = [row["indicator_key"] for row in document["published_without_node"]]
    assert keys == ["de_brug_partners", "deelgenoten_gemeenten", "nieuwe_projecten"]


REAL = [
    ("A0112", 2022, "expenses", 425, 0),
    ("A0112", 2022, "receipts", 0, -425),
    ("OD3", 2020, "expenses", 940702, 941322),
    ("OD3", 2020, "receipts", 999317, 999937),
]


def test_only_the_real_differences_are_findings(document):
    found = [(f["code"], f["year"], f["field"], f["printed"], f["expected"]) for f in document["findings"]]
    assert found == REAL
    assert {why["why"] for why in document["explained"]} == {"scope", "not printed"}
    assert len(document["explained"]) == 24


def test_the_imports_leave_amounts_and_findings_as_they_are(work, tmp_path, document):
    for importer in IMPORTERS:
        path = write_csv(tmp_path / f"{importer.kind}.csv", ROWS[importer.kind]())
        assert run_import(work, importer, path).errors == ()
    again = plan_document(work.session, 2024)
    assert again["findings"] == document["findings"]
    assert [node["money"] for node in again["nodes"]] == [node["money"] for node in document["nodes"]]

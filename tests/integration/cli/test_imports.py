"""The commands import, template and plan show: streams, exit codes and JSON as other programs rely on."""

import json

import pytest

from tests.support.plan_files import ROWS, write_csv


@pytest.fixture
def run(app):
    runner = app.test_cli_runner()
    return lambda *args: runner.invoke(args=[str(argument) for argument in args])


def test_import_answers_in_json_alone(run, tmp_path):
    path = write_csv(tmp_path / "plan.csv", ROWS["plan"]())
    result = run("import", "plan", path, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == {
        "kind": "plan", "rows": 93, "created": 0, "updated": 93, "unchanged": 0, "errors": [],
    }  # fmt: skip
    assert "93 gelijk" in run("import", "plan", path).stdout


def test_a_refusal_lists_row_and_column_and_ends_with_one(run, tmp_path):
    rows = ROWS["finance"]()
    rows[4]["basis"] = "gok"
    path = write_csv(tmp_path / "geld.csv", rows)
    plain, answered = run("import", "finance", path), run("import", "finance", path, "--json")
    assert (plain.exit_code, answered.exit_code, plain.stdout) == (1, 1, "")
    assert "rij 6, kolom basis: onbekende code" in plain.stderr
    document = json.loads(answered.stdout)
    assert [document[name] for name in ("rows", "created", "updated")] == [426, 0, 0]
    assert [(error["row"], error["column"]) for error in document["errors"]] == [(6, "basis")]


def test_wrong_usage_ends_with_two(run, tmp_path):
    path = write_csv(tmp_path / "plan.csv", ROWS["plan"]())
    assert run("import", "dromen", path).exit_code == 2
    assert run("import", "plan", tmp_path / "weg.csv").exit_code == 2
    assert run("template", "dromen").exit_code == 2


@pytest.mark.parametrize("kind", sorted(ROWS))
def test_a_template_imports_as_an_empty_file(run, tmp_path, kind):
    path = tmp_path / "sjabloon.csv"
    path.write_text(run("template", kind).stdout)
    assert json.loads(run("import", kind, path, "--json").stdout)["rows"] == 0
    assert run("template", kind, "--xlsx", "--output", tmp_path / "sjabloon.xlsx").exit_code == 0
    assert json.loads(run("import", kind, tmp_path / "sjabloon.xlsx", "--json").stdout)["rows"] == 0


def test_plan_show(run):
    document = json.loads(run("plan", "show", "--year", "2024", "--json").stdout)
    assert (document["year"], document["plan"], len(document["nodes"])) == (2024, "2020-2025", 93)
    text = run("plan", "show", "--year", "2024").stdout
    assert "A0901 Woonclub" in text
    assert "173.738" in text
    assert "! OD3 exploitatie 2020 receipts: children sum differs, gedrukt 999317, verwacht 999937" in text

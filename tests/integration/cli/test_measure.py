"""The commands measure and records, in the form that other programs rely on."""

import json

import pytest

from tests.oracle.recount import recount
from tests.oracle.register import golden, random_register, write_csv


@pytest.fixture
def run(app):
    runner = app.test_cli_runner()
    return lambda *args: runner.invoke(args=[str(argument) for argument in args])


def answered(result):
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def test_the_golden_register_from_file_to_figure(run, tmp_path):
    path = write_csv(tmp_path / "woonclub.csv", golden())
    assert answered(run("import", "woonclub", path, "--json"))["created"] == 709
    document = answered(run("measure", "--year", 2018, "--json"))
    assert (document["year"], document["computed_at"]) == (2018, "2026-03-16T11:00:00Z")
    figures = {each["key"]: each for each in document["measures"]}
    new = figures["woonclub.new_households"]
    assert (new["value"], new["action"], new["unit"], new["source"]) == (709, "A0901", "huishouden", "records")
    assert (new["numerator"], new["denominator"]) == (None, None)
    assert new["by"]["situation_group"] == {"tenant": 337, "temporary": 291, "homeless": 48, "owner": 33}
    assert figures["woonclub.persons"]["value"] == 1716
    assert 3 <= figures["woonclub.search_months_mean"]["value"] <= 4
    listed = answered(run("records", "woonclub.new_households", "--year", 2018, "--json"))
    assert (listed["key"], listed["year"], len(listed["refs"])) == ("woonclub.new_households", 2018, 709)
    assert listed["refs"] == sorted(listed["refs"])


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_one_figure_and_one_breakdown(run, tmp_path):
    rows = random_register(5, size=80)
    run("import", "woonclub", write_csv(tmp_path / "woonclub.csv", rows))
    expected = recount(rows, 2018)["woonclub.found_in_year"]
    key = "woonclub.found_in_year"
    document = answered(run("measure", "--year", 2018, "--key", key, "--by", "outcome", "--json"))
    assert [each["key"] for each in document["measures"]] == [key]
    assert document["measures"][0]["by"] == {"outcome": expected.by["outcome"]}
    plain = run("records", key, "--year", 2018)
    assert plain.stdout.split() == expected.refs
    shown = run("measure", "--year", 2018, "--key", key)
    assert f"{key}  {expected.value} huishouden" in shown.stdout


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_what_is_not_there_is_refused(run):
    for words in (("measure", "--year", 2018, "--key", "woonclub.dromen"), ("records", "dromen", "--year", 2018)):
        result = run(*words)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "woonclub.new_households" in result.stderr
    assert run("measure", "--year", 2018, "--by", "kleur").exit_code == 1
    assert run("measure").exit_code == 2
    empty = answered(run("measure", "--year", 2018, "--key", "woonclub.search_months_mean", "--json"))
    assert empty["measures"][0]["value"] is None

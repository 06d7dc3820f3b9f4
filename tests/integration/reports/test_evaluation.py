"""The Beleidsevaluatie of 2024: the same figures on the page, in the JSON and in the CSV."""

import csv
import io
import json
import re

import pytest

from app.reports.build import build_report
from tests.support.people import sign_in


@pytest.fixture
def analyst(app):
    return sign_in(app.test_client(), "analyst")


def section(report, code):
    return next(each for each in report.sections if each.code == code)


def test_init_alone_shows_the_tree_with_money_and_printed_figures(work):
    report = build_report(work.session, work.clock, 2024)
    assert len(report.sections) == 93
    (money,) = section(report, "A0901").money
    at = [column.label for column in money.columns].index("Rek 2024")
    assert (money.receipts[at], money.expenses[at]) == (173738, 173599)
    loans = {figure.key: figure.published for figure in section(report, "A0402").figures}
    assert loans["energiehuis.credits_approved"] == 278


def test_every_printed_result_of_the_year_stands_once_at_its_action(work):
    from app.actionplan.queries_tree import published_figures

    report = build_report(work.session, work.clock, 2024)
    shown = sorted(
        (figure.key, figure.breakdown)
        for each in report.sections
        for figure in each.figures
        if figure.source == "published"
    )
    tied = sorted(
        figure.key
        for each in report.sections
        for figure in each.figures
        if figure.source == "records" and figure.published
    )
    stored = sorted((figure.indicator.key, figure.breakdown) for figure in published_figures(work.session, [2024]))
    assert len(shown) + len(tied) == len(stored)
    assert set(shown) <= set(stored)


def test_page_json_and_csv_say_the_same(analyst):
    page = analyst.get("/beleidsevaluatie/2024").text
    document = json.loads(analyst.get("/beleidsevaluatie/2024.json").text)
    lines = list(csv.DictReader(io.StringIO(analyst.get("/beleidsevaluatie/2024.csv").text), delimiter=";"))
    in_json = {
        (part["code"], figure["key"], figure["breakdown"], figure["source"]): figure["value"]
        for part in document["sections"]
        for figure in part["figures"]
    }
    in_csv = {
        (line["code"], line["naam"], line["uitsplitsing"], line["bron"]): line["waarde"]
        for line in lines
        if line["soort"] == "cijfer" and not (line["bron"] == "records" and line["uitsplitsing"])
    }
    beside = {
        (part["code"], figure["key"], "", "published"): figure["published"]
        for part in document["sections"]
        for figure in part["figures"]
        if figure["published"] is not None
    }
    said = re.sub(r"<[^>]+>", " ", page[page.index('id="bevindingen"') :])
    assert re.search(r"OD3\s+\w+\s+2020\s+De som van de onderdelen is anders\s+999\.317\s+999\.937", said)
    assert in_json
    assert set(in_csv) == set(in_json) | set(beside)
    assert all(in_csv[key] == str(value) for key, value in beside.items())
    assert all(in_csv[key] == ("" if value is None else str(value)) for key, value in in_json.items())
    rows = re.findall(r'<tr>\s*<th scope="row">.*?</tr>', page, re.S)
    assert len(
        [row for row in rows if "gepubliceerd" in row or "uit de dossiers" in row or "uit andere cijfers" in row]
    ) == len(in_json)


def test_findings_are_listed_as_printed(work):
    report = build_report(work.session, work.clock, 2024)
    assert ("OD3", 2020, 999317, 999937) in {
        (finding.code, finding.year, finding.printed, finding.expected) for finding in report.findings
    }


def test_a_year_out_of_range_is_not_found(analyst):
    assert analyst.get("/beleidsevaluatie/1200").status_code == 404


@pytest.mark.parametrize("kind", ["html", "json", "csv"])
def test_the_command_writes_a_file(app, tmp_path, kind):
    target = tmp_path / f"verslag.{kind}"
    answer = app.test_cli_runner().invoke(args=["report", "--year", "2024", "--format", kind, "--output", str(target)])
    assert answer.exit_code == 0
    assert answer.stdout == ""
    text = target.read_text()
    assert "A0901" in text
    assert kind != "html" or ("<style>" in text and 'href="/' not in text)

"""The open figures: only with a token, only closed years without small groups, in pages with a mark."""

import csv
import io

import pytest

from app.actionplan.service_close import close_year, submit_year
from app.imports.registry import importer_for
from app.imports.run import run_import
from app.reports.build import build_report
from app.reports.lines import FIGURE, lines_of
from app.reports.open_figures import COLUMNS
from app.reports.publication import Audience, for_audience
from tests.oracle.register import write_csv
from tests.projects.woonclub.test_edges import home, row

URL = "/api/v1/figures/2018"


@pytest.fixture
def closed(app, work, tmp_path, as_actor):
    rows = [row(name, "2018-01-10") for name in "ABCDEF"] + [row("G", "2018-02-11", **home("2018-05-01"))]
    assert not run_import(work, importer_for("woonclub"), write_csv(tmp_path / "register.csv", rows)).errors
    one, other = as_actor("analyst"), as_actor("analyst")
    with one.transaction():
        submit_year(one, year=2018, note="nagekeken")
    with other.transaction():
        close_year(other, year=2018, reason="klaar")
    work.session.rollback()
    return work


@pytest.fixture
def token(app):
    answer = app.test_cli_runner().invoke(args=["figure-tokens", "add", "Power BI"])
    assert answer.exit_code == 0
    return answer.stdout.strip()


@pytest.fixture
def ask(app, token):
    client = app.test_client()
    return lambda url, **headers: client.get(url, headers={"Authorization": f"Bearer {token}"} | headers)


def test_what_a_dashboard_gets_of_a_closed_year(app, closed, ask):
    check_the_pages_hold_exactly_the_public_figures(closed, ask)
    check_an_unchanged_year_is_not_sent_again(ask)
    check_pages_that_cannot_be(ask)
    check_every_answer_is_as_the_description_says(app, ask)
    check_nothing_without_a_token_and_nothing_after_its_end(app, ask)


def check_the_pages_hold_exactly_the_public_figures(closed, ask):
    rows, url = [], f"{URL}?size=7"
    while url:
        page = ask(url).json
        assert 0 < len(page["figures"]) <= 7
        rows += page["figures"]
        url = page["next"]
    report = for_audience(build_report(closed.session, closed.clock, 2018), Audience.PUBLIC)
    wanted = [line for line in lines_of(report) if line.kind == FIGURE]
    assert [(each["key"], each["breakdown"], each["hidden"]) for each in rows] == [
        (line.name, line.breakdown, line.hidden) for line in wanted
    ]
    found = {each["key"]: each for each in rows if not each["breakdown"] and each["source"] == "records"}
    assert found["woonclub.new_households"]["value"] == 7
    assert (found["woonclub.found_same_year"]["value"], found["woonclub.found_same_year"]["hidden"]) == (None, "<5")
    in_csv = list(csv.DictReader(io.StringIO(ask(f"{URL}.csv?size=500").text)))
    assert [tuple(each) for each in (in_csv[0],)] == [COLUMNS]
    assert [each["value"] for each in in_csv] == ["" if each["value"] is None else str(each["value"]) for each in rows]


def check_nothing_without_a_token_and_nothing_after_its_end(app, ask):
    client = app.test_client()
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Basic eDp5"}):
        assert client.get(URL, headers=headers).status_code == 401
    assert ask("/api/v1/years").json == {"years": [{"year": 2018, "revision": 1}]}
    run = app.test_cli_runner().invoke
    assert run(args=["figure-tokens", "add", "Power BI"]).exit_code == 1
    assert run(args=["figure-tokens", "end", "Power BI"]).exit_code == 0
    assert ask(URL).status_code == 401
    assert run(args=["figure-tokens", "end", "Power BI"]).exit_code == 1


def check_an_unchanged_year_is_not_sent_again(ask):
    first = ask(URL)
    again = ask(URL, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def check_pages_that_cannot_be(ask):
    asked = {"?size=0": 400, "?size=501": 400, "?from=-1": 400, "?from=x": 400, "?from=9999": 200}
    assert {url: ask(URL + url).status_code for url in asked} == asked
    for url in asked:
        assert ask(f"/api/v1/figures/2017{url}").status_code in {400, 404}


def check_every_answer_is_as_the_description_says(app, ask):
    document = ask("/api/v1/openapi.json").json
    assert document["openapi"].startswith("3.1")
    figure = document["components"]["schemas"]["Figure"]
    kinds = {"string": str, "integer": int, "number": (int, float), "null": type(None)}
    for row_ in ask(URL).json["figures"]:
        assert set(row_) == set(figure["required"]) == set(figure["properties"])
        for name, schema in figure["properties"].items():
            allowed = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
            assert any(isinstance(row_[name], kinds[kind]) for kind in allowed), name
    wrong = app.test_client().open(URL, method="TRACE")
    assert (wrong.status_code, wrong.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    for path in document["paths"]:
        answer = ask(path.replace("{year}", "2018"))
        assert str(answer.status_code) in document["paths"][path]["get"]["responses"]


def test_the_days_of_closing_as_a_calendar(app):
    answer = app.test_client().get("/api/v1/deadlines.ics")
    assert answer.mimetype == "text/calendar"
    assert "DTSTART;VALUE=DATE:20270315\r\n" in answer.text
    assert "SUMMARY:Cijfers van 2026 afsluiten\r\n" in answer.text

"""Every figure of the report, taken out of each format and laid beside the screen."""

import csv
import io
import json
import re
from decimal import Decimal
from html import unescape

import docx
import openpyxl
import pypdf
import pytest

from app.actionplan.importers import COUNTS
from app.actionplan.service_close import close_year, submit_year
from app.imports.registry import importer_for
from app.imports.run import run_import
from app.reports.build import build_report
from app.reports.formats import FORMATS
from app.reports.publication import Audience, for_audience
from app.reports.wording import figure_rows
from tests.oracle.register import golden
from tests.oracle.register import write_csv as write_register
from tests.support.people import sign_in
from tests.support.plan_files import write_csv

YEAR = 2018


@pytest.fixture
def filled(app, work, tmp_path, as_actor):
    """2018 with the register of 709 households and counts by hand, closed."""
    files = (
        (importer_for("woonclub"), write_register(tmp_path / "register.csv", golden(persons=False))),
        (COUNTS, write_csv(tmp_path / "counts.csv", COUNT_ROWS)),
    )
    for importer, path in files:
        assert not run_import(work, importer, path).errors
    one, other = as_actor("analyst"), as_actor("analyst")
    with one.transaction():
        submit_year(one, year=YEAR, note="nagekeken")
    with other.transaction():
        close_year(other, year=YEAR, reason="klaar")
    return work


COUNT_ROWS = [
    {"action": "A0404", "indicator_key": "budgetbeurs_leerlingen", "date": "2018-11-30", "value": value,
     "municipality": place, "breakdown": ""}
    for value, place in (("267", "34040"), ("3", "34022"), ("12", "34027"))
]  # fmt: skip


@pytest.fixture
def fetch(app):
    analyst = sign_in(app.test_client(), "analyst")

    def get(kind="", **query):
        answer = analyst.get(f"/beleidsevaluatie/{YEAR}{'.' + kind if kind else ''}", query_string=query)
        assert answer.status_code == 200
        return answer.data

    return get


def squeezed(text):
    return re.sub(r"\s+", "", text)


def in_html(text):
    """The rows of the tables of figures: name and the five columns of values."""
    found = []
    for table in re.findall(r'<table class="table report-figures">.*?</table>', text, re.S):
        for row in re.findall(r'<tr>\s*<th scope="row">.*?</tr>', table, re.S):
            cells = [
                unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)
            ]
            found.append((squeezed(cells[0]), [squeezed(cell) for cell in cells[1:6]]))
    return found


def in_docx(data):
    tables = docx.Document(io.BytesIO(data)).tables
    wanted = [table for table in tables if table._cells[0].text == "Cijfer"]
    rows = [[cell.text for cell in row.cells] for table in wanted for row in table.rows[1:]]
    return [(squeezed(row[0]), [squeezed(cell) for cell in row[1:6]]) for row in rows]


ONE_ENGINE = pytest.mark.parametrize("engine_name", ["sqlite"])
"""How a report is written does not depend on the engine; its figures are laid side by side on both below."""


@ONE_ENGINE
def test_every_figure_is_the_same_in_each_format(app, filled, fetch):
    whole = build_report(filled.session, filled.clock, YEAR)
    for audience in Audience:
        report = for_audience(whole, audience)
        with app.app_context():
            files = {kind: each.write(report) for kind, each in FORMATS.items()}
        said = said_in(report)
        assert len(said) > 60
        assert in_html(files["html"].decode()) == said
        assert in_docx(files["docx"]) == said
        check_printed(files["pdf"], said)
        check_sheets(files)
    assert in_html(fetch().decode()) == said_in(for_audience(whole, Audience.INTERNAL))
    assert fetch("csv", voor="public") == files["csv"]
    assert fetch("xlsx", voor="public")[:4] == b"PK\x03\x04"


def said_in(report):
    """(name, cells) of every figure as the report says them."""
    rows = (
        row for section in report.sections for row in figure_rows(section.figures, closed=report.closed is not None)
    )
    return [(squeezed(name), [squeezed(cell) for cell in cells]) for _, name, cells in rows]


def check_printed(data, said):
    """The pages of the PDF say all of it, in order."""
    printed = squeezed("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages))
    at = 0
    for name, cells in said:
        at = printed.find(name + "".join(cells), at)
        assert at >= 0, (name, cells)


def check_sheets(files):
    """Workbook, CSV and JSON hold the same values."""
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]), read_only=True)
    sheets = [row for name in ("Cijfers", "Geld") for row in book[name].iter_rows(min_row=2, values_only=True)]
    in_book = sorted(tuple("" if cell is None else plain(cell) for cell in row[:11]) for row in sheets)
    lines = list(csv.reader(io.StringIO(files["csv"].decode()), delimiter=";"))[1:]
    in_csv = sorted(tuple(plain(cell) for cell in line) for line in lines)
    assert in_book == in_csv
    document = json.loads(files["json"])
    in_json = {
        (part["code"], figure["key"], figure["breakdown"], figure["source"]): plain(figure["hidden"] or figure["value"])
        for part in document["sections"]
        for figure in part["figures"]
    }
    totals = {(line[0], line[4], line[5], line[10]): line[8] for line in in_csv if line[3] == "cijfer"}
    assert in_json.items() <= totals.items()


def plain(cell):
    """A cell as text; numbers in one notation."""
    if cell is None:
        return ""
    text = str(cell)
    return str(Decimal(text).normalize()) if re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", text) else text


def test_the_public_report_hides_small_groups_and_shows_what_was_frozen(app, tmp_path, filled, fetch):
    served, target = fetch("json", voor="public"), tmp_path / "publiek.json"
    args = ["report", "--year", str(YEAR), "--format", "json", "--audience", "public", "--output", str(target)]
    answer = app.test_cli_runner().invoke(args=args)
    assert (answer.exit_code, answer.stdout) == (0, "")
    assert target.read_bytes() == served
    document = json.loads(served)
    figures = {figure["key"]: figure for part in document["sections"] for figure in part["figures"]}
    counter = figures["counter.budgetbeurs_leerlingen"]
    assert counter["value"] == 282
    assert counter["hidden_parts"] == {"municipality": {"34022": "<5", "34027": "."}}
    assert counter["by"] == {"municipality": {"34022": None, "34027": None, "34040": 267}}
    assert figures["woonclub.new_households"]["value"] == 709
    for figure in figures.values():
        if figure["source"] != "published" and figure["is_count"]:
            assert figure["value"] is None or not 0 < figure["value"] < 5
            assert not [
                value
                for groups in (figure["by"] or {}).values()
                for value in groups.values()
                if value and 0 < value < 5
            ]


@ONE_ENGINE
def test_the_command_writes_each_file(app, tmp_path):
    for kind, begins in (("docx", b"PK\x03\x04"), ("pdf", b"%PDF"), ("xlsx", b"PK\x03\x04")):
        target = tmp_path / f"verslag.{kind}"
        args = ["report", "--year", "2024", "--format", kind, "--output", str(target)]
        answer = app.test_cli_runner().invoke(args=args)
        assert answer.exit_code == 0, answer.stderr
        assert target.read_bytes()[:4] == begins

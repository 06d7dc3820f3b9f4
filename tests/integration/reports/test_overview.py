"""The plan on one page, one municipality, and this year against last year, as requests."""

import re

import pytest

from app.imports.registry import importer_for
from app.imports.run import run_import
from app.reports.overview import overview_of
from tests.oracle.register import write_csv
from tests.projects.woonclub.test_edges import row
from tests.support.people import sign_in


@pytest.fixture
def director(app, work, tmp_path):
    days = ("2025-02-10", "2025-03-16", "2025-03-17", "2026-01-05", "2026-03-16")
    rows = [row(name, day) for name, day in zip("ABCDE", days, strict=True)]
    assert not run_import(work, importer_for("woonclub"), write_csv(tmp_path / "register.csv", rows)).errors
    return sign_in(app.test_client(), "coordinator")


def cells(page, label):
    """The cells of the row that begins with this text."""
    rows = [re.sub(r"<[^>]+>", "|", found) for found in re.findall(r"<tr.*?</tr>", page, re.S)]
    found = next(each for each in rows if label in each)
    return [text.strip() for text in found.split("|") if text.strip()]


def test_the_plan_on_one_page(director, work, tmp_path):
    page = director.get("/overzicht/2025").text
    line = cells(page, "A0901")
    assert "Nieuwe huishoudens" in line
    assert line[line.index("Nieuwe huishoudens") + 2] == "3"
    assert "(+3)" in line
    assert "in opmaak" in line
    assert director.get("/overzicht/1999").status_code == 404
    assert overview_of(work, 2025) is overview_of(work, 2025)
    later = write_csv(tmp_path / "later.csv", [row("F", "2025-04-01")])
    assert not run_import(work, importer_for("woonclub"), later).errors
    line = cells(director.get("/overzicht/2025").text, "A0901")
    assert line[line.index("Nieuwe huishoudens") + 2] == "4"


def test_the_same_day_of_last_year_by_month_and_by_municipality(director):
    line = cells(director.get("/overzicht/2026/tot-nu").text, "Nieuwe huishoudens")
    assert line[2:5] == ["2", "2", "0"]
    months = director.get("/overzicht/2026/maanden/woonclub.new_households").text
    assert cells(months, "mrt") == ["mrt", "1", "2", "2", "3"]
    assert cells(months, "apr") == ["apr", "–", "0", "–", "3"]
    place = director.get("/overzicht/2025/gemeente/34022").text
    assert cells(place, "Nieuwe huishoudens")[2] in {"0", "3"}
    assert director.get("/overzicht/2025/gemeente/99999").status_code == 404

"""The pages of counting by hand and of closing a year, as requests."""

import re
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.actionplan.models_count import Count, CountCorrection
from app.actionplan.queries_measurement import frozen_figures
from tests.support.people import post, sign_in

GRID = "/tellingen/2025/A0501"


@pytest.fixture
def worker(app):
    return sign_in(app.test_client(), "counter_worker")


def inputs(page):
    """Every input of the grid with its value."""
    found = re.findall(r'<input[^>]*name="([scb]-[^"]+)" value="([^"]*)"', page)
    return dict(found)


def cell_of(page, key, month):
    row = next(name for name, value in inputs(page).items() if name.startswith("s-") and value == key)
    return f"c-{row[2:]}-{month}"


def test_a_counter_worker_enters_and_corrects_a_month(worker, work):
    sent = inputs(worker.get(GRID).text)
    cell = cell_of(worker.get(GRID).text, "voedsel_ingezameld_kg||", 2)
    assert post(worker, GRID, {**sent, cell: "1.200,5"}).status_code == 302
    (count,) = work.session.scalars(select(Count))
    assert (count.on, count.value, count.municipality) == (date(2025, 3, 31), Decimal("1200.5"), "")
    page = worker.get(GRID).text
    assert 'value="1200,5"' in page
    refused = post(worker, GRID, {**inputs(page), cell: "1300"})
    assert refused.status_code == 422
    assert "Schrijf waarom" in refused.text
    assert 'value="1300"' in refused.text
    done = post(worker, GRID, {**inputs(page), cell: "1300", "reason": "weegbrug nagekeken"})
    assert done.status_code == 302
    work.session.rollback()
    (correction,) = work.session.scalars(select(CountCorrection))
    assert (correction.before, correction.after) == (Decimal("1200.5"), 1300)
    assert "weegbrug nagekeken" in worker.get(GRID).text


def test_a_new_series_is_asked_for_and_kept_when_something_is_wrong(worker):
    page = worker.get(GRID + "?indicator=voedsel_ingezameld_kg&gemeente=34022&reeks=soort%3Dbrood").text
    cell = cell_of(page, "voedsel_ingezameld_kg|34022|soort=brood", 0)
    answer = post(worker, GRID, {**inputs(page), cell: "-4"})
    assert answer.status_code == 422
    assert "soort: brood" in answer.text
    assert 'value="-4"' in answer.text
    assert "negatief" in answer.text


def test_what_a_colleague_changed_is_refused(worker):
    first = inputs(worker.get(GRID).text)
    cell = cell_of(worker.get(GRID).text, "voedsel_ingezameld_kg||", 0)
    assert post(worker, GRID, {**first, cell: "5"}).status_code == 302
    assert post(worker, GRID, {**first, cell: "6"}).status_code == 409


def test_a_counter_worker_sees_nothing_else(worker):
    for url in ("/beleidsevaluatie/2025", "/cijfers/2025/woonclub.new_households", "/afsluiting/2025", "/gebruikers"):
        assert worker.get(url).status_code == 403


def test_one_submits_and_another_closes(app, work):
    one, other = sign_in(app.test_client(), "analyst"), sign_in(app.test_client(), "coordinator")
    assert post(one, "/afsluiting/2025/indienen", {"note": ""}).status_code == 422
    assert post(one, "/afsluiting/2025/indienen", {"note": "nagekeken"}).status_code == 302
    assert "Een collega sluit het af" in one.get("/afsluiting/2025").text
    refused = post(one, "/afsluiting/2025/beslissen", {"reason": "zelf", "beslissing": "afsluiten"})
    assert refused.status_code == 422
    done = post(other, "/afsluiting/2025/beslissen", {"reason": "alles staat erin", "beslissing": "afsluiten"})
    assert done.status_code == 302
    assert frozen_figures(work.session, 2025)
    assert "Geen enkel cijfer is veranderd" in other.get("/afsluiting/2025").text
    assert "Vastgesteld" in one.get("/beleidsevaluatie/2025").text
    assert "Vastgesteld op 16/03/2026" in one.get("/cijfers/2025/woonclub.new_households").text


def test_a_year_that_runs_is_not_submitted(app):
    one = sign_in(app.test_client(), "analyst")
    answer = post(one, "/afsluiting/2026/indienen", {"note": "vroeg"})
    assert answer.status_code == 422
    assert "loopt nog" in answer.text

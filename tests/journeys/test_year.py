"""A project worker counts, an analyst submits and closes: in a real browser, wide and narrow."""

from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Page

from app.access.work import Work
from app.projects.woonclub.models import Outcome
from tests.integration.actionplan.test_year_terms import search
from tests.support.browser import faults
from tests.support.people import add_person, email_of, sign_in_browser

pytestmark = pytest.mark.browser


def test_a_counter_worker_fills_in_the_grid(app: Flask, live: str, page: Page) -> None:
    sign_in_browser(page, live, email_of(app, add_person(app, "counter_worker")))
    page.goto("/tellingen/2025")
    assert faults(page) == []
    page.get_by_role("link", name="A0501").click()
    page.get_by_label("Ingezameld voedsel, mrt").or_(page.locator('input[name="c-0-2"]')).first.fill("1200")
    page.get_by_role("button", name="Bewaar tellingen").click()
    page.get_by_text("Bewaard: 1 nieuw").wait_for()
    assert faults(page) == []


def test_two_analysts_close_a_year_with_two_findings(app: Flask, work: Work, live: str, page: Page) -> None:
    cases = [search(work, on=date(2025, 3, 2)) for _ in range(2)]
    with work.transaction():
        for case in cases:
            found = {"outcome": "rent_private", "counts_as_found": True, "found_on": date(2025, 2, 1)}
            work.session.add(Outcome(uid=case.uid, version=1, **found))
    sign_in_browser(page, live, email_of(app, add_person(app, "analyst")))
    page.goto("/afsluiting/2025")
    page.get_by_label("Toelichting").fill("Alle registers zijn nagekeken.")
    page.get_by_role("button", name="Dien in").click()
    page.get_by_text("Een collega sluit het af").wait_for()
    assert faults(page) == []
    page.context.clear_cookies()
    sign_in_browser(page, live, email_of(app, add_person(app, "analyst")))
    page.goto("/kwaliteit/2025")
    line = page.get_by_role("row").filter(has_text="Woning gevonden vóór de aanmelding")
    assert line.get_by_role("cell").filter(has_text="2").count() == 1
    page.goto("/afsluiting/2025")
    page.locator("#reason").fill("Klopt met de registers.")
    page.get_by_role("button", name="Sluit het jaar af").click()
    page.get_by_text("Er staan nog 2 harde bevindingen open").first.wait_for()
    assert faults(page) == []
    page.locator("#despite").fill("Beide dossiers op papier zijn zoek.")
    page.get_by_role("button", name="Sluit het jaar af").click()
    page.get_by_text("Geen enkel cijfer is veranderd").wait_for()
    assert faults(page) == []
    page.goto("/beleidsevaluatie/2025")
    page.get_by_role("columnheader", name="Vastgesteld").first.wait_for()
    page.get_by_text("Afgesloten met 2 harde bevindingen open: Beide dossiers op papier zijn zoek.").wait_for()


def test_a_director_reads_opens_a_figure_and_prints(app: Flask, live: str, page: Page) -> None:
    sign_in_browser(page, live, email_of(app, add_person(app, "coordinator")))
    page.goto("/overzicht/2025")
    assert faults(page) == []
    page.get_by_role("link", name="Nieuwe huishoudens", exact=True).click()
    page.get_by_text("Niet meegeteld in 2025").wait_for()
    assert faults(page) == []
    page.get_by_role("link", name="Per maand").click()
    assert faults(page) == []
    page.goto("/kwaliteit/2025")
    assert faults(page) == []
    page.goto("/beleidsevaluatie/2025/tekst/A0901")
    page.get_by_label("Tekst").fill("Er waren [[woonclub.new_households]] huishoudens en 12 punten.")
    page.get_by_role("button", name="Bewaar tekst").click()
    page.get_by_text("met de hand getypt: 12").wait_for()
    assert faults(page) == []
    page.goto("/beleidsevaluatie/2025")
    page.emulate_media(media="print")
    page.get_by_role("heading", name="Woonclub", exact=True).wait_for()
    assert not page.get_by_text("Schrijf de tekst van A0901").is_visible()
    assert page.pdf()[:4] == b"%PDF"

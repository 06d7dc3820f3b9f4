"""A treasurer in a real browser: a statement is read, a movement placed, a file made; a colleague sends it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from app.projects.energiehuis.contract.queries import contract_of
from app.projects.energiehuis.ledger.rules_position import EntryKind
from app.projects.energiehuis.ledger.service import book
from tests.support.browser import overflow, screenshot, served, violations, watch
from tests.support.contracts import Line, coda, invoice, signed_loan
from tests.support.people import sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with served(app) as running:
        yield running


def opened(browser: Browser, app: Flask, address: str) -> Page:
    """A window of a treasurer who is signed in."""
    cookie = sign_in(app.test_client(), "treasurer").get_cookie("regiodossier")
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-BE")
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
    return context.new_page()


def look(page: Page, name: str) -> None:
    screenshot(page, f"boekhouding-{name}")
    expect(page.locator("h1")).to_have_count(1)
    assert overflow(page) <= 0
    assert violations(page) == []


def test_a_treasurers_morning(browser: Browser, app: Flask, address: str, work, tmp_path: Path) -> None:
    with work.transaction():
        case = signed_loan(work)
        asked = invoice(work, case, 1_000_000)
        paid_on = date(2025, 2, 3)
        book(work, case=case, kind=EntryKind.DRAWDOWN, value_on=paid_on, cents=1_000_000, drawdown_uid=asked.uid)
    own = contract_of(work.session, case.uid).terms.communication
    statement = tmp_path / "afschrift.cod"
    statement.write_bytes(coda([Line(5_000, own), Line(700, text="ZONDER MEDEDELING")]))
    page = opened(browser, app, address)
    problems = watch(page)
    page.goto(f"{address}/energiehuis/bank/inlezen")
    look(page, "inlezen")
    page.get_by_label("Bestand van de bank").set_input_files(statement)
    page.get_by_role("button", name="Lees in").click()
    page.get_by_text("1 geboekt, 1 na te kijken").wait_for()
    look(page, "bank")
    page.get_by_role("link", name="lijn 2").click()
    look(page, "beweging")
    page.get_by_label("Niets voor een lening").check()
    page.get_by_label("Waarom opzij?").select_option("bankkosten")
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_text("Niets na te kijken.").wait_for()
    page.get_by_role("link", name="Maak een betaalbestand").click()
    page.get_by_label("Innen").check()
    page.get_by_label("Uit te voeren op").fill("20/03/2026")
    page.get_by_role("button", name="Maak het bestand").click()
    page.get_by_text("Een collega geeft het vrij").wait_for()
    look(page, "bestand")
    other = opened(browser, app, address)
    other.goto(page.url)
    other.get_by_role("button", name="Geef vrij voor de bank").click()
    other.get_by_text("Vrijgave: bewaard om").wait_for()
    other.goto(f"{address}/energiehuis/{case.number}/lening")
    look(other, "lening")
    other.go_back()
    assert problems == []

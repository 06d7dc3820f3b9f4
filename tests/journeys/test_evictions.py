"""A dispatcher's morning in a real browser: a report, a stage, a dispatch, the answer; wide, and narrow and dark."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import overflow, screenshot, served, violations, watch
from tests.support.clients import registered
from tests.support.people import sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with served(app) as running:
        yield running


@pytest.fixture(params=[(1280, "light"), (390, "dark")], ids=str)
def page(browser: Browser, address: str, app: Flask, request: pytest.FixtureRequest) -> Iterator[Page]:
    cookie = sign_in(app.test_client(), "coordinator", "uithuiszetting", "W13").get_cookie("regiodossier")
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="nl-BE")
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
    yield context.new_page()
    context.close()


def sound(page: Page, name: str) -> None:
    """The page fits, has one heading and nothing that axe objects to."""
    screenshot(page, f"uithuiszetting-{name}")
    expect(page.locator("h1")).to_have_count(1)
    assert overflow(page) <= 0
    assert violations(page) == []


def _report(page: Page, url: str) -> None:
    page.goto(url)
    sound(page, "melden")
    page.get_by_label("Wie meldt?").select_option("verhuurder")
    page.get_by_label("Huurachterstand").check()
    page.get_by_label("Hoe ver staat het?").select_option("served")
    page.get_by_label("Gemeente van de woning").select_option("34027")
    page.get_by_label("Volwassenen").fill("1")
    page.get_by_label("Dossier van").select_option("W13")
    page.get_by_role("button", name="Bewaar de melding").click()
    page.get_by_text("Melding bewaard om").wait_for()


def test_a_dispatchers_morning(page: Page, address: str, work) -> None:
    person = registered(work)
    problems = watch(page)
    page.goto(f"{address}/uithuiszetting/")
    sound(page, "leeg")
    _report(page, f"{address}/uithuiszetting/melden/{person.uid}")
    number = page.url.rsplit("/", 1)[-1]
    page.get_by_role("link", name="Noteer een stap").click()
    sound(page, "stap")
    page.get_by_label("Wat gebeurde er?").select_option("bailiff_date")
    page.get_by_label("Aangekondigde dag").fill("30/03/2026")
    page.keyboard.press("Enter")
    page.get_by_text("Datum van uitdrijving aangekondigd, voor 30/03/2026").wait_for()
    page.get_by_role("link", name="Huurder verzet zich").click()
    sound(page, "verzet")
    page.go_back()
    page.get_by_role("link", name="Verwijs door").click()
    sound(page, "doorverwijzen")
    page.get_by_label("Naar welke dienst?").select_option("ocmw")
    page.get_by_role("button", name="Verwijs door").click()
    page.get_by_text("Naar OCMW Menen, 0 dagen na de melding").wait_for()
    sound(page, "dossier")
    page.goto(f"{address}/uithuiszetting/")
    sound(page, "bureau")
    page.get_by_role("table", name="Doorverwijzingen die wachten").get_by_role("link", name=number).click()
    sound(page, "antwoord")
    page.get_by_label("Ja").check()
    page.get_by_role("button", name="Bewaar het antwoord").click()
    page.get_by_text("Niets wacht op antwoord.").wait_for()
    assert problems == []

"""A dispatcher's morning in a real browser, by keyboard alone: a report, a stage, a dispatch, the answer."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import overflow, screenshot, served, violations, watch
from tests.support.clients import registered
from tests.support.keyboard import choose, press, type_in
from tests.support.people import sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with served(app) as running:
        yield running


@pytest.fixture
def page(browser: Browser, address: str, app: Flask) -> Iterator[Page]:
    cookie = sign_in(app.test_client(), "coordinator", "uithuiszetting", "W13").get_cookie("regiodossier")
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}, locale="nl-BE")
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
    yield context.new_page()
    context.close()


def sound(page: Page, name: str) -> None:
    """Wide and light, and narrow and dark: the page fits, has one heading and nothing that axe objects to."""
    screenshot(page, f"uithuiszetting-{name}")
    expect(page.locator("h1")).to_have_count(1)
    for width, scheme in ((390, "dark"), (1280, "light")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        assert overflow(page) <= 0, (name, width)
        assert violations(page) == [], (name, width)


def test_a_dispatchers_morning(page: Page, work) -> None:
    registered(work, family_name="Dreefproef", given_name="Salie", national_number=None)
    problems = watch(page)
    page.goto("/uithuiszetting/")
    sound(page, "leeg")
    number = _report(page)
    _a_stage_and_an_objection(page)
    press(page, page.get_by_role("link", name="Verwijs door"))
    page.get_by_role("heading", name="Melding doorverwijzen").wait_for()
    sound(page, "doorverwijzen")
    choose(page, page.get_by_label("Naar welke dienst?"), "OCMW")
    press(page, page.get_by_role("button", name="Verwijs door"))
    page.get_by_text("Naar OCMW Menen, 0 dagen na de melding").wait_for()
    sound(page, "dossier")
    page.goto("/uithuiszetting/")
    sound(page, "bureau")
    waiting = page.get_by_role("table", name="Doorverwijzingen die wachten")
    press(page, waiting.get_by_role("link", name=number))
    page.get_by_role("heading", name="Antwoord op doorverwijzing").wait_for()
    sound(page, "antwoord")
    press(page, page.get_by_label("Ja"), "Space")
    press(page, page.get_by_role("button", name="Bewaar het antwoord"))
    page.get_by_text("Niets wacht op antwoord.").wait_for()
    assert problems == []


def _report(page: Page) -> str:
    press(page, page.get_by_role("link", name="Nieuwe melding"))
    press(page, page.get_by_role("link", name="Zoek de huurder"))
    type_in(page, page.locator("main input[name=q]"), "Dreefproef")
    page.keyboard.press("Enter")
    press(page, page.get_by_role("link", name="Dreefproef"))
    press(page, page.get_by_role("link", name="Meld een dreigende uithuiszetting"))
    page.get_by_label("Wie meldt?").wait_for()
    sound(page, "melden")
    choose(page, page.get_by_label("Wie meldt?"), "Private verhuurder")
    press(page, page.get_by_label("Huurachterstand"), "Space")
    choose(page, page.get_by_label("Hoe ver staat het?"), "Betekening")
    choose(page, page.get_by_label("Gemeente van de woning"), "Menen")
    type_in(page, page.get_by_label("Volwassenen"), "1")
    choose(page, page.get_by_label("Dossier van"), "W13")
    press(page, page.get_by_role("button", name="Bewaar de melding"))
    page.get_by_text("Melding bewaard om").wait_for()
    return page.url.rsplit("/", 1)[-1]


def _a_stage_and_an_objection(page: Page) -> None:
    press(page, page.get_by_role("link", name="Noteer een stap"))
    page.get_by_role("heading", name="Stap noteren").wait_for()
    sound(page, "stap")
    choose(page, page.get_by_label("Wat gebeurde er?"), "Datum van uitdrijving")
    type_in(page, page.get_by_label("Aangekondigde dag"), "30/03/2026")
    page.keyboard.press("Enter")
    page.get_by_text("Datum van uitdrijving aangekondigd, voor 30/03/2026").wait_for()
    press(page, page.get_by_role("link", name="Huurder verzet zich"))
    page.get_by_role("heading", name="Huurder verzet zich").wait_for()
    sound(page, "verzet")
    page.go_back()

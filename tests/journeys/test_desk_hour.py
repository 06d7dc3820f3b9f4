"""A desk hour at a service point in a real browser at 390 px, with the keyboard alone: three registrations."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select

from app.projects.woonclub.models_desk import Visit
from tests.support.browser import faults, screenshot, served, watch
from tests.support.clients import registered
from tests.support.keyboard import reach
from tests.support.people import sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with served(app) as running:
        yield running


@pytest.fixture
def page(browser: Browser, address: str, app: Flask) -> Iterator[Page]:
    cookie = sign_in(app.test_client(), "social_worker", "woonclub", "34022").get_cookie("regiodossier")
    context = browser.new_context(viewport={"width": 390, "height": 800}, locale="nl-BE")
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
    yield context.new_page()
    context.close()


def fill(page: Page, label: str, text: str) -> None:
    """Reach a field and type; in a list that chooses what begins so."""
    reach(page, page.get_by_label(label, exact=False).first)
    page.keyboard.type(text)


def press(page: Page, role: str, name: str) -> None:
    """Reach a button or link and press it."""
    reach(page, page.locator("main").get_by_role(role, name=name).first)
    page.keyboard.press("Enter")


def household(page: Page, situation: str, reason: str) -> None:
    """The questions that everybody is asked, in their order."""
    fill(page, "Waar sliep het huishouden vannacht?", situation)
    fill(page, "Hoofdreden om te zoeken", reason)
    fill(page, "Hoogste huur die lukt, per maand", "700")
    page.keyboard.press("Enter")
    page.get_by_text("Aanmelding bewaard om").wait_for()


def search(page: Page, who: str) -> None:
    fill(page, "Wie staat er aan de balie?", who)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="gevonden").wait_for()


def test_a_desk_hour_by_keyboard(page: Page, address: str, work) -> None:
    known = registered(work, "34022", family_name="Gekendproef", given_name="Salie", national_number=None)
    problems = watch(page)
    page.goto(f"{address}/woonclub/balie")
    press(page, "link", "Woonclubpunt Kortrijk")
    for given, situation, reason in (("Tijm", "Huurder op", "Op eigen"), ("Pioen", "Tijdelijk bij", "Relatie")):
        search(page, f"{given} Baliemens {given}straat")
        press(page, "button", "Iemand nieuw: meld aan")
        page.get_by_role("heading", name="Aanmelden").wait_for()
        household(page, situation, reason)
    search(page, known.family_name or "")
    press(page, "link", "Meld aan")
    page.get_by_role("heading", name="Aanmelden").wait_for()
    household(page, "Opvang", "Einde")
    expect(page.get_by_role("button", name="Geholpen")).to_have_count(3)
    press(page, "button", "Geholpen")
    page.get_by_text("Lijst bewaard om").wait_for()
    expect(page.get_by_role("button", name="Geholpen")).to_have_count(2)
    work.session.rollback()
    assert work.session.scalar(select(func.count()).select_from(Visit)) == 3
    screenshot(page, "woonclub-balie")
    assert problems == []


def test_the_pages_of_a_household_are_sound(page: Page, address: str, work) -> None:
    registered(work, "34022", family_name="Gekendproef", given_name="Salie", national_number=None)
    page.goto(f"{address}/woonclub/balie/34022")
    search(page, "Gekendproef")
    assert faults(page) == []
    press(page, "link", "Meld aan")
    page.get_by_role("heading", name="Aanmelden").wait_for()
    assert faults(page) == []
    screenshot(page, "woonclub-aanmelden")
    household(page, "Huurder op", "Op eigen")
    number = (page.get_by_text("WC-2026-").first.text_content() or "").split(",")[0].strip()
    for part in ("plan", "intake", "wensen", "zelfredzaamheid", "rechten", "rechten/hwl", "waarborg", "inschrijving"):
        page.goto(f"{address}/woonclub/{number}/{part}")
        assert faults(page) == [], part
        screenshot(page, f"woonclub-{part.replace('/', '-')}")

"""Signing in and managing users in a real browser: accessible, narrow and wide, by the visible labels."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.support.browser import CHROMIUM, chromium, overflow, served, violations, watch
from tests.support.databases import require
from tests.support.people import add_person, email_of, sign_in_browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    reason = require("Chromium", CHROMIUM.exists())
    if reason:
        pytest.skip(reason)
    with chromium() as running:
        yield running


@pytest.fixture
def engine_name() -> str:
    """The screens are the same on both engines."""
    return "sqlite"


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with served(app) as running:
        yield running


@pytest.fixture(params=[1280, 390])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 900}, locale="nl-BE")
    yield context.new_page()
    context.close()


def sound(page: Page) -> None:
    assert overflow(page) <= 0
    assert violations(page) == []


def test_a_wrong_password_is_explained_and_the_address_stays(page: Page, address: str) -> None:
    problems = watch(page)
    page.goto(f"{address}/aanmelden")
    page.get_by_label("E-mailadres").fill("niemand@voorbeeld.test")
    page.get_by_label("Wachtwoord").fill("iets helemaal anders")
    page.get_by_role("button", name="Meld aan").click()
    page.locator(".error-summary").wait_for()
    assert page.get_by_label("E-mailadres").input_value() == "niemand@voorbeeld.test"
    assert page.get_by_label("Wachtwoord").input_value() == ""
    assert problems == []
    sound(page)


def test_an_administrator_adds_a_colleague_who_chooses_a_password(
    page: Page, address: str, app: Flask, browser: Browser
) -> None:
    me = add_person(app, "administrator")
    sign_in_browser(page, address, email_of(app, me))
    problems = watch(page)
    page.goto(f"{address}/gebruikers")
    sound(page)
    page.get_by_role("link", name="Voeg gebruiker toe").click()
    page.get_by_label("Naam").fill("Noor Voorbeeld")
    page.get_by_label("E-mailadres").fill("noor@voorbeeld.test")
    page.get_by_label("Rol", exact=True).select_option(label="Coördinator")
    page.get_by_role("button", name="Voeg gebruiker toe").click()
    link = page.get_by_label("Link").input_value()
    sound(page)
    page.get_by_role("link", name="Naar de gebruiker").click()
    assert "Noor Voorbeeld" in page.title()
    assert problems == []
    sound(page)

    theirs = browser.new_context().new_page()
    theirs.goto(link)
    for label in ("Nieuw wachtwoord", "Nieuw wachtwoord, nog eens"):
        theirs.get_by_label(label, exact=True).fill("de kat leest 's nachts kranten")
    sound(theirs)
    page_before = theirs.url
    theirs.get_by_role("button", name="Bewaar wachtwoord").click()
    theirs.wait_for_url(lambda url: url != page_before)
    theirs.goto(f"{address}/account")
    assert theirs.get_by_text("deze sessie").is_visible()
    sound(theirs)
    theirs.goto(f"{address}/account/wachtwoord")
    sound(theirs)
    theirs.context.close()


def test_signing_out_from_the_menu(page: Page, address: str, app: Flask) -> None:
    sign_in_browser(page, address, email_of(app, add_person(app, "social_worker")))
    page.goto(f"{address}/account")
    page.locator(".user-menu summary").click()
    page.get_by_role("button", name="Meld af").click()
    page.get_by_text("Je bent afgemeld").wait_for()
    page.goto(f"{address}/account")
    assert page.get_by_role("heading", name="Meld je aan").is_visible()

"""Signing in and managing users in a real browser: accessible, narrow and wide, by the visible labels."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from app.access.actor import Grant, system_actor
from app.access.work import Services, working
from app.accounts.service_users import add_user
from tests.support.browser import overflow, served, violations, watch
from tests.support.people import add_person, email_of, sign_in_browser

pytestmark = pytest.mark.browser


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


def sound(page: Page, problems: list[str]) -> None:
    """Nothing refused, nothing wider than the window, nothing that axe finds; the last thing done with a page."""
    assert problems == []
    assert overflow(page) <= 0
    assert violations(page) == []


def test_a_wrong_password_is_explained_and_the_address_stays(page: Page, address: str) -> None:
    problems = watch(page)
    page.goto(f"{address}/aanmelden")
    page.get_by_label("E-mailadres").fill("niemand@voorbeeld.test")
    page.get_by_label("Wachtwoord").fill("iets helemaal anders")
    page.get_by_role("button", name="Meld aan").click()
    page.locator(".error-summary").wait_for()
    expect(page.get_by_label("E-mailadres")).to_have_value("niemand@voorbeeld.test")
    expect(page.get_by_label("Wachtwoord")).to_have_value("")
    sound(page, problems)


def test_every_page_of_accounts_is_accessible_and_fits(page: Page, address: str, app: Flask) -> None:
    me, other = add_person(app, "administrator"), add_person(app, "coordinator", None, "34022")
    sign_in_browser(page, address, email_of(app, me))
    for path in ("/account", "/account/wachtwoord", "/gebruikers", "/gebruikers/nieuw", f"/gebruikers/{other}"):
        fresh = page.context.new_page()
        problems = watch(fresh)
        fresh.goto(address + path)
        sound(fresh, problems)
        fresh.close()


def test_an_administrator_adds_a_colleague(page: Page, address: str, app: Flask) -> None:
    sign_in_browser(page, address, email_of(app, add_person(app, "administrator")))
    problems = watch(page)
    page.goto(f"{address}/gebruikers")
    page.get_by_role("link", name="Voeg gebruiker toe").click()
    page.get_by_label("Naam").fill("Noor Voorbeeld")
    page.get_by_label("E-mailadres").fill("noor@voorbeeld.test")
    page.get_by_label("Rol", exact=True).select_option(label="Coördinator")
    page.get_by_label("Organisatie").select_option(label="de hele regio")
    page.get_by_role("button", name="Voeg gebruiker toe").click()
    assert "/welkom/" in page.get_by_label("Link").input_value()
    sound(page, problems)


def test_a_colleague_chooses_a_password_by_the_link_and_signs_out(
    page: Page, address: str, app: Flask, services: Services
) -> None:
    with working(services, system_actor("test"), "test") as work, work.transaction():
        token = add_user(work, email="noor@voorbeeld.test", grant=Grant("coordinator")).token
    problems = watch(page)
    page.goto(f"{address}/welkom/{token}")
    page.get_by_label("Nieuw wachtwoord").first.fill("de kat leest 's nachts kranten")
    page.get_by_label("nog eens").fill("de kat leest 's nachts kranten")
    page.get_by_role("button", name="Bewaar wachtwoord").click()
    page.get_by_text("Je wachtwoord is bewaard").wait_for()
    page.goto(f"{address}/account")
    page.get_by_text("deze sessie").wait_for()
    page.locator(".user-menu summary").click()
    page.get_by_role("button", name="Meld af").click()
    page.get_by_text("Je bent afgemeld").wait_for()
    page.goto(f"{address}/account")
    page.get_by_role("heading", name="Meld je aan").wait_for()
    sound(page, problems)

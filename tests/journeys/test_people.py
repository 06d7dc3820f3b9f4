"""People and households in a real browser: accessible, nothing refused by the policy, usable on a narrow screen."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from app.clients.household import open_household
from app.policy_data import load_policy_data
from tests.support.browser import overflow, served, violations, watch
from tests.support.clients import BORN, number, registered
from tests.support.people import sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def engine_name() -> str:
    """One engine is enough for what a browser shows."""
    return "sqlite"


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with served(app) as running:
        yield running


@pytest.fixture(params=[(1280, "light"), (390, "dark")], ids=str)
def page(browser: Browser, address: str, app: Flask, work, request) -> Iterator[Page]:
    with work.transaction():
        load_policy_data(work.session)
    client = sign_in(app.test_client(), "social_worker", None, "34022")
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="nl-BE")
    cookie = client.get_cookie("regiodossier")
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
    yield context.new_page()
    context.close()


class Look:
    """Looks at every page on the way: either at what fails, or with axe, whose own styles meet the content policy."""

    def __init__(self, page: Page, with_axe: bool) -> None:
        self.page = page
        self.with_axe = with_axe
        self.problems = watch(page)

    def __call__(self) -> None:
        assert overflow(self.page) <= 0
        if self.with_axe:
            assert violations(self.page) == []
        else:
            assert self.problems == []


@pytest.fixture(params=[False, True], ids=["policy", "axe"])
def look(page: Page, request) -> Look:
    return Look(page, request.param)


def test_from_searching_to_a_household(page: Page, look: Look, address: str, work) -> None:
    known = registered(work, given_name="Fictieve", national_number=number(BORN))
    page.goto(f"{address}/personen/zoeken")
    page.get_by_label("Wie of wat zoek je?").fill("Testaerts")
    page.get_by_label("Wie of wat zoek je?").press("Enter")
    page.get_by_role("heading", name="1 persoon gevonden").wait_for()
    assert page.url == f"{address}/personen/zoeken"
    look()
    page.get_by_role("link", name="Schrijf een nieuwe persoon in").click()
    page.get_by_label("Familienaam").fill("Testaerts")
    page.get_by_label("Voornaam").fill("Fictieve")
    page.get_by_label("Geboortedatum").fill("30/07/1985")
    page.get_by_role("button", name="Schrijf in").click()
    page.get_by_role("heading", name="Is dit dezelfde persoon?").wait_for()
    look()
    page.get_by_role("button", name="Terug naar wat ik invulde").click()
    expect(page.get_by_label("Familienaam")).to_have_value("Testaerts")
    look()
    page.get_by_role("button", name="Schrijf in").click()
    page.get_by_role("button", name="Nee, dit is iemand anders: schrijf in").click()
    page.get_by_role("button", name="Begin een gezin").click()
    page.get_by_role("heading", name="Wie er nu bij hoort").wait_for()
    look()
    page.get_by_role("link", name="Voeg iemand toe").click()
    page.get_by_label("Wie?").fill("Testaerts")
    page.get_by_label("Plaats in het gezin").select_option("partner")
    page.get_by_label("Vanaf").fill("16/03/2026")
    page.get_by_role("button", name="Zoek en voeg toe").click()
    page.locator(f'input[value="{known.uid}"]').check()
    look()
    page.get_by_role("button", name="Voeg toe").click()
    page.get_by_role("link", name="Noteer vertrek").last.click()
    look()


def test_one_person(page: Page, look: Look, address: str, work) -> None:
    person = registered(work, national_number=number(BORN), address={"street": "Verzonnenstraat 1", "place": "Nergens"})
    with work.transaction():
        open_household(work, person_uid=person.uid, since=date(2026, 1, 1))
    page.goto(f"{address}/personen/{person.uid}")
    assert page.title() == "Persoon – Regiodossier"
    look()
    page.get_by_role("link", name="Toon het volledige nummer").click()
    page.get_by_role("button", name="Toon het nummer").click()
    page.locator(".error-summary").wait_for()
    look()
    page.get_by_label("Identiteit nakijken").check()
    page.get_by_role("button", name="Toon het nummer").click()
    page.get_by_text("85.07.30-000.").wait_for()
    look()
    page.goto(f"{address}/personen/{person.uid}/verbeteren")
    expect(page.get_by_label("Rijksregisternummer", exact=False).first).to_have_value("")
    look()

"""A volunteer's listing hour, and a worker's two contacts, a match and a home found: by keyboard alone, at 390 px."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from app.cases.models_log import ContactMoment
from app.projects.woonclub.models import Outcome
from app.projects.woonclub.models_listings import Listing
from app.projects.woonclub.rules import Intake
from app.projects.woonclub.service import register
from tests.support.browser import overflow, screenshot, served, violations, watch
from tests.support.clients import registered
from tests.support.keyboard import press, reach, type_in
from tests.support.people import sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with served(app) as running:
        yield running


@pytest.fixture
def narrow(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="nl-BE")
    yield context.new_page()
    context.close()


def as_somebody(page: Page, app: Flask, address: str, role: str, project: str | None) -> str:
    client = sign_in(app.test_client(), role, project, "34022")
    cookie = client.get_cookie("regiodossier")
    page.context.clear_cookies()
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
    return client.user_uid


def sound(page: Page, name: str) -> None:
    screenshot(page, f"woonclub-{name}")
    expect(page.locator("h1")).to_have_count(1)
    assert overflow(page) <= 0
    assert violations(page) == []


def test_a_volunteers_listing_hour(narrow: Page, app: Flask, address: str, work) -> None:
    page = narrow
    as_somebody(page, app, address, "volunteer", None)
    page.goto(f"{address}/woonclub/aanbod")
    sound(page, "weken")
    press(page, page.get_by_role("link", name="Kortrijk, week 12 van 2026"))
    for line, (street, rent, rooms) in enumerate(
        [("Luchtkasteelstraat 3", "715", "2"), ("Nergensweg 8", "veel", "1")], 1
    ):
        type_in(page, page.get_by_label(f"Straat en nummer, regel {line}", exact=True), street)
        type_in(page, page.get_by_label(f"Huur, regel {line}", exact=True), rent)
        type_in(page, page.get_by_label(f"Slaapkamers, regel {line}", exact=True), rooms)
    press(page, page.get_by_role("button", name="Bewaar de woningen"))
    page.locator(".error-summary").wait_for()
    sound(page, "lijst")
    expect(page.get_by_label("Straat en nummer, regel 2", exact=True)).to_have_value("Nergensweg 8")
    type_in(page, page.get_by_label("Huur, regel 2", exact=True), "590")
    page.keyboard.press("Enter")
    page.get_by_text("2 woningen bewaard om").wait_for()
    press(page, page.get_by_role("button", name="Deze lijst is volledig"))
    page.get_by_text("De lijst is volledig. Bedankt!").wait_for()
    assert len(work.session.scalars(select(Listing)).all()) == 2
    assert page.goto(f"{address}/dossiers").status == 403


def test_two_contacts_a_match_and_a_home(narrow: Page, app: Flask, address: str, work) -> None:
    page, problems = narrow, watch(narrow)
    worker = as_somebody(page, app, address, "social_worker", "woonclub")
    person = registered(work, family_name="Zoekgraag")
    intake = Intake(date(2026, 2, 2), "34022", "rent_private", "own_feet", 1, 1)
    with work.transaction():
        case = register(work, person_uid=person.uid, intake=intake, organisation="34022", worker_uid=worker)
        listing = Listing(
            ref="HA-1", municipality="34022", address="Fabeldreef 4", rent_cents=69_000, bedrooms=2, epc="c",
            first_seen_on=date(2026, 3, 16), last_seen_on=date(2026, 3, 16),
        )  # fmt: skip
        work.session.add(listing)
    page.goto(f"{address}/")
    press(page, page.get_by_role("link", name="Contact noteren"))
    type_in(page, page.get_by_label("Dossier", exact=True), case.number)
    type_in(page, page.get_by_label("Wat gebeurde er?"), "Belde over de Fabeldreef")
    page.get_by_text("Concept bewaard om").wait_for()
    page.goto(f"{address}/")
    press(page, page.get_by_role("link", name=f"Contact in {case.number}"))
    expect(page.get_by_label("Wat gebeurde er?")).to_have_value("Belde over de Fabeldreef")
    sound(page, "concept")
    press(page, page.get_by_role("button", name="Bewaar contact"))
    page.get_by_text("Contact bewaard om").wait_for()
    _quick_contact(page, address, case.number)
    page.goto(f"{address}/dossiers/{case.number}")
    page.locator(".timeline").get_by_text("Wil morgen gaan kijken").wait_for()
    _match_and_home(page, case.number)
    outcome = work.session.get_one(Outcome, case.uid)
    assert (outcome.rent_cents, outcome.found_by, outcome.outcome) == (69_000, "volunteer", "private_rent")
    assert len(work.session.scalars(select(ContactMoment)).all()) == 2
    assert problems == []


def _quick_contact(page: Page, address: str, number: str) -> None:
    """From the start page to a contact that is saved: every press and every field is counted."""
    page.goto(f"{address}/")
    clicks, fields = 0, 0
    for label, text in (("Contact noteren", None), ("Dossier", number), ("Wat gebeurde er?", "Wil morgen gaan kijken")):
        if text is None:
            press(page, page.get_by_role("link", name=label))
            clicks += 1
        else:
            type_in(page, page.get_by_label(label, exact=True), text)
            fields += 1
    press(page, page.get_by_role("button", name="Bewaar contact"))
    clicks += 1
    page.get_by_text("bewaard om").first.wait_for()
    assert (clicks, fields) == (2, 2), "kind and day stand there already: at most two clicks and three fields"


def _match_and_home(page: Page, number: str) -> None:
    press(page, page.get_by_role("link", name="Passend aanbod"))
    sound(page, "passend")
    press(page, page.get_by_role("button", name="Fabeldreef 4"))
    press(page, page.get_by_role("link", name="Vul aan"))
    reach(page, page.get_by_label("Uitkomst (niet verplicht)"))
    page.keyboard.type("De woning is voor")
    type_in(page, page.get_by_label("Uitkomst gekend op"), "16/03/2026")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Woning gevonden").wait_for()
    sound(page, "gevonden")
    press(page, page.get_by_role("button", name="Bewaar de woning"))
    page.get_by_text("Woning bewaard om").wait_for()
    page.get_by_text(number).first.wait_for()
    sound(page, "dossier")

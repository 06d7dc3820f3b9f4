"""The pages of cases in a real browser: quick entry with and without script, by keyboard, wide and narrow."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from app.access.work import Work
from app.cases.kinds import install_kinds
from app.cases.models import Case
from app.cases.service_log import log_contact, write_note
from app.cases.service_tasks import add_task
from tests.support.browser import overflow, served, violations, watch
from tests.support.cases import KIND, TODAY, add_case, add_codes
from tests.support.people import add_person, email_of, sign_in_browser

pytestmark = pytest.mark.browser


@pytest.fixture
def engine_name() -> str:
    """The screens are the same on both engines."""
    return "sqlite"


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    install_kinds([KIND])
    with served(app) as running:
        yield running
    install_kinds([])


@pytest.fixture(params=[(1280, True), (390, True), (1280, False)], ids=["wide", "narrow", "without script"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, script = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="nl-BE", java_script_enabled=script)
    context.scripted = script
    yield context.new_page()
    context.close()


@pytest.fixture
def case(app: Flask, work: Work, address: str, page: Page) -> Case:
    """A case of the colleague who is signed in."""
    colleague = add_person(app, "social_worker", KIND.key, "34022")
    with work.transaction():
        add_codes(work.session)
        found = add_case(work, opened_on=date(2026, 1, 5), worker_uid=colleague, family_name="Zeldzaam")
        add_case(work, family_name="Wachtend")
        log_contact(work, case=found, kind="huisbezoek", on=date(2026, 1, 7), text="De keuken is vochtig.\nFoto volgt.")
        write_note(work, case=found, text="Belt liever niet.")
        add_task(work, case=found, what="Foto van de keuken opvragen", due_on=TODAY)
    sign_in_browser(page, address, email_of(app, colleague))
    return found


def sound(page: Page, name: str) -> None:
    if os.environ.get("SCREENSHOTS"):
        folder = Path(os.environ["SCREENSHOTS"])
        page.screenshot(path=folder / f"{name}-{page.viewport_size['width']}.png", full_page=True)
    if page.context.scripted:
        assert overflow(page) <= 0
        assert violations(page) == []


def test_from_my_work_to_a_contact(page: Page, address: str, case: Case) -> None:
    problems = watch(page)
    page.goto(f"{address}/")
    page.get_by_role("link", name="Proef Zeldzaam").first.click()
    page.get_by_label("Wat gebeurde er?").fill("Belt morgen terug")
    page.keyboard.press("Enter")
    page.locator(".timeline").get_by_text("Belt morgen terug").wait_for()
    page.locator("#meldingen").get_by_text("Contact bewaard om").wait_for()
    expect(page.get_by_label("Wat gebeurde er?")).to_have_value("")
    expect(page.get_by_label("Datum")).to_have_value(TODAY.strftime("%d/%m/%Y"))
    assert problems == []


def test_a_refused_entry_shows_why_and_keeps_the_words(page: Page, address: str, case: Case) -> None:
    page.goto(f"{address}/dossiers/{case.number}")
    page.get_by_label("Datum").fill("01/01/2026")
    page.get_by_label("Wat gebeurde er?").fill("Te vroeg")
    page.get_by_role("button", name="Bewaar contact").click()
    page.locator(".error-summary").get_by_text("pas geopend op 05/01/2026").wait_for()
    expect(page.get_by_label("Wat gebeurde er?")).to_have_value("Te vroeg")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("mijn-werk", "/"),
        ("lijst", "/dossiers"),
        ("dossier", "/dossiers/{number}"),
        ("contact", "/dossiers/{number}/contact"),
        ("notitie", "/dossiers/{number}/notitie"),
        ("kies", "/contact-noteren"),
        ("taak", "/dossiers/{number}/taak"),
        ("taken", "/taken"),
        ("fase", "/dossiers/{number}/fase"),
        ("afsluiten", "/dossiers/{number}/afsluiten"),
        ("ongeldig", "/dossiers/{number}/ongeldig"),
    ],
)
def test_every_page_is_sound(page: Page, address: str, case: Case, name: str, path: str) -> None:
    problems = watch(page)
    page.goto(address + path.format(number=case.number))
    expect(page.locator("h1")).to_have_count(1)
    assert problems == []
    sound(page, name)

"""The pages of cases in a real browser: quick entry with and without script, by keyboard, wide and narrow."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from app.access.work import Work
from app.cases.kinds import install_kinds
from app.cases.models import Case
from app.cases.service_log import log_contact, write_note
from app.cases.service_tasks import add_task
from tests.support.browser import overflow, screenshot, served, violations, watch
from tests.support.cases import KIND, TODAY, add_case, add_codes
from tests.support.people import add_person, email_of, sign_in_browser

pytestmark = pytest.mark.browser
WIDTHS = (1280, 390)
PAGES = {
    "mijn-werk": "/",
    "lijst": "/dossiers",
    "beperken": "/dossiers#beperken",
    "dossier": "/dossiers/{number}",
    "contact": "/dossiers/{number}/contact",
    "notitie": "/dossiers/{number}/notitie",
    "kies": "/contact-noteren",
    "taak": "/dossiers/{number}/taak",
    "taken": "/taken",
    "fase": "/dossiers/{number}/fase",
    "delen": "/dossiers/{number}/delen",
    "afsluiten": "/dossiers/{number}/afsluiten",
    "ongeldig": "/dossiers/{number}/ongeldig",
}


class Desk(NamedTuple):
    """Where the application answers, a case of the colleague, and who that is."""

    address: str
    number: str
    email: str


@pytest.fixture
def engine_name() -> str:
    """The screens are the same on both engines."""
    return "sqlite"


@pytest.fixture
def desk(app: Flask, work: Work) -> Iterator[Desk]:
    """One household with a past, for every way of looking."""
    install_kinds([KIND])
    colleague = add_person(app, "social_worker", KIND.key, "34022")
    with work.transaction():
        add_codes(work.session)
        found = _case_with_a_past(work, colleague)
    with served(app) as running:
        yield Desk(running, found.number, email_of(app, colleague))
    install_kinds([])


def _case_with_a_past(work: Work, colleague: object) -> Case:
    found = add_case(work, opened_on=date(2026, 1, 5), worker_uid=colleague, family_name="Zeldzaam")
    add_case(work, family_name="Wachtend")
    log_contact(work, case=found, kind="huisbezoek", on=date(2026, 1, 7), text="De keuken is vochtig.\nFoto volgt.")
    write_note(work, case=found, text="Belt liever niet.")
    add_task(work, case=found, what="Foto van de keuken opvragen", due_on=TODAY)
    return found


def test_cases_with_and_without_script(browser: Browser, desk: Desk) -> None:
    for script in (True, False):
        context = browser.new_context(locale="nl-BE", java_script_enabled=script, base_url=desk.address)
        page = context.new_page()
        sign_in_browser(page, desk.address, desk.email)
        widths = WIDTHS if script else WIDTHS[:1]
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            _a_refused_entry_shows_why_and_keeps_the_words(page, desk.number)
        # From here on: a refusal answers with its own status, which is no fault of the page.
        problems = watch(page)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            _from_my_work_to_a_contact(page, f"Belt terug, {script} {width}")
        _every_page_is_sound(page, desk.number, script)
        if script:
            _typing_on_after_a_pause(page, desk.number)
        assert problems == [], f"script: {script}"
        context.close()


def _typing_on_after_a_pause(page: Page, number: str) -> None:
    """What is kept of a contact is said beside it; the form stays where it is."""
    page.goto(f"/dossiers/{number}")
    page.get_by_label("Wat gebeurde er?").fill("Even nadenken")
    page.locator(".draft-state").get_by_text("Concept bewaard om").wait_for()
    expect(page.get_by_label("Wat gebeurde er?")).to_have_value("Even nadenken")


def _from_my_work_to_a_contact(page: Page, words: str) -> None:
    page.goto("/")
    page.get_by_role("link", name="Proef Zeldzaam").first.click()
    page.get_by_label("Wat gebeurde er?").fill(words)
    page.keyboard.press("Enter")
    page.locator(".timeline").get_by_text(words).wait_for()
    page.locator("#meldingen").get_by_text("Contact bewaard om").wait_for()
    expect(page.get_by_label("Wat gebeurde er?")).to_have_value("")
    expect(page.get_by_label("Datum")).to_have_value(TODAY.strftime("%d/%m/%Y"))


def _a_refused_entry_shows_why_and_keeps_the_words(page: Page, number: str) -> None:
    page.goto(f"/dossiers/{number}")
    page.get_by_label("Datum").fill("01/01/2026")
    page.get_by_label("Wat gebeurde er?").fill("Te vroeg")
    page.get_by_role("button", name="Bewaar contact").click()
    page.locator(".error-summary").get_by_text("pas geopend op 05/01/2026").wait_for()
    expect(page.get_by_label("Wat gebeurde er?")).to_have_value("Te vroeg")


def _every_page_is_sound(page: Page, number: str, script: bool) -> None:
    for name, path in PAGES.items():
        page.goto(path.format(number=number))
        expect(page.locator("h1"), name).to_have_count(1)
        if script:
            screenshot(page, f"dossiers-{name}")
            assert _faults(page) == [], name


def _faults(page: Page) -> list[str]:
    """Too wide on a desk or a phone, or, where it is narrowest, against a rule of accessibility."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"too wide at {width} px"] if overflow(page) > 0 else []
    return found + violations(page)

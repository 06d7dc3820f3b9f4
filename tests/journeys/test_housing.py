"""A coordinator gives a home away, by keyboard: from the waiting list over the board to the key; at 1280 and 390 px."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from app.access.actor import system_actor
from app.access.work import Work, working
from app.cases.loading import case_for_change
from app.projects.krachtwonen.homes.service import set_state
from app.projects.krachtwonen.stays.service import Stayers, arrive, plan_stay
from app.projects.krachtwonen.waiting.service import Wish, put_on_list
from tests.projects.krachtwonen.people import TODAY, home, promise, situation
from tests.support.browser import overflow, screenshot, served, violations, watch
from tests.support.people import sign_in

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
def page(browser: Browser, address: str, app: Flask, request: pytest.FixtureRequest) -> Iterator[Page]:
    cookie = sign_in(app.test_client(), "coordinator", "krachtwonen", "W13").get_cookie("regiodossier")
    context = browser.new_context(viewport={"width": request.param, "height": 900}, locale="nl-BE")
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
    yield context.new_page()
    context.close()


@pytest.fixture
def number(services, work: Work) -> str:
    """The number of a household that waits; three homes, of which one is taken and one is repaired."""
    with working(services, system_actor("reporter"), "test") as own, own.transaction():
        number = situation(own, children=1)[0].number
    with work.transaction():
        case = case_for_change(work, number)
        promise(work, case)
        put_on_list(work, case=case, wish=Wish("street", date(2026, 2, 1), 2))
        taken, broken, _free = home(work, "KW-1"), home(work, "KW-2"), home(work, "KW-3", bedrooms=2, max_persons=4)
        arrive(work, unit_uid=taken.uid, moved_in=date(2026, 3, 1), until=date(2026, 3, 10), who=Stayers(persons=1))
        plan_stay(work, unit_uid=taken.uid, moved_in=date(2026, 3, 25), until=None, who=Stayers(persons=1))
        set_state(work, unit_uid=broken.uid, state="repair", since=TODAY, until=date(2026, 4, 2), reason="damp")
    return number


def sound(page: Page, name: str) -> None:
    """The page fits, has one heading and nothing that axe objects to."""
    screenshot(page, f"krachtwonen-{name}")
    expect(page.locator("h1")).to_have_count(1)
    assert overflow(page) <= 0
    assert violations(page) == []


def test_from_the_waiting_list_to_the_key(page: Page, address: str, number: str) -> None:
    problems = watch(page)
    page.goto(f"{address}/krachtwonen/wachtlijst")
    sound(page, "wachtlijst")
    page.get_by_role("link", name=f"Zoek een woning voor {number}").click()
    sound(page, "planbord")
    page.locator("td.bar-overdue > a").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(":focus")).to_have_attribute("aria-label", re.compile("^KW-1 vrij van 17/03/2026"))
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(":focus")).to_have_attribute("aria-label", re.compile("^KW-3 vrij"))
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Wie komt hier wonen?").press("Enter")
    page.get_by_text("Eerste die in aanmerking komt").wait_for()
    sound(page, "rangschikking")
    page.get_by_role("link", name="Bied aan").press("Enter")
    page.get_by_label("Intrek vanaf").fill("16/03/2026")
    page.get_by_label("Afgesproken tot").fill("01/06/2026")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Noteer het antwoord").wait_for()
    sound(page, "situatie")
    page.get_by_role("link", name="Noteer het antwoord").press("Enter")
    page.get_by_role("button", name="Het gezin aanvaardt").press("Enter")
    page.get_by_text("Aanvaard en ingepland").wait_for()
    page.goto(f"{address}/krachtwonen/planbord?dagen=92")
    sound(page, "planbord-kwartaal")
    page.locator("td.bar-planned > a").last.focus()
    page.keyboard.press("s")
    page.get_by_role("heading", name="Sleutel geven").wait_for()
    page.get_by_label("Overeenkomst", exact=True).select_option("gebruik")
    for label in ("Overeenkomst getekend op", "Huisregels overlopen op", "Plaatsbeschrijving op"):
        page.get_by_label(label).fill("16/03/2026")
    page.keyboard.press("Enter")
    page.get_by_text("Woont er").wait_for()
    sound(page, "bewoning")
    page.goto(f"{address}/krachtwonen/")
    sound(page, "start")
    assert problems == []

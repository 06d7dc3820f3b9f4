"""Night duty on a phone in a real browser: a call, the free beds, an admission, one night more."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.projects.krachtwonen.people import home
from tests.support.browser import overflow, screenshot, served, violations, watch
from tests.support.people import sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, app: Flask, clock: object) -> Iterator[Page]:
    clock.instant = datetime(2026, 3, 17, 1, 30, tzinfo=UTC)
    cookie = sign_in(app.test_client(), "coordinator", "krachtwonen", "W13").get_cookie("regiodossier")
    with served(app) as address:
        context = browser.new_context(
            base_url=address, viewport={"width": 390, "height": 844}, color_scheme="dark", locale="nl-BE"
        )
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
        yield context.new_page()
        context.close()


def sound(page: Page, name: str) -> None:
    """The page fits a phone, has one heading and nothing that axe objects to."""
    screenshot(page, f"crisis-{name}")
    expect(page.locator("h1")).to_have_count(1)
    assert overflow(page) <= 0
    assert violations(page) == []


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_mother_and_her_child_get_the_studio_in_one_form(page, work):
    problems = watch(page)
    with work.transaction():
        home(work, "Studio Noord", kind="rck_family_studio", max_persons=5, in_pool_from=date(2020, 1, 1))
    page.goto("/krachtwonen/crisis")
    page.get_by_text("De nacht van 16/03/2026").wait_for()
    page.get_by_text("5 plaatsen vrij").wait_for()
    sound(page, "vannacht")
    page.get_by_role("link", name="Nieuwe vraag").click()
    sound(page, "vraag")
    page.get_by_label("Wie belt?").select_option("police")
    page.get_by_label("Uit welke gemeente?").select_option("34022")
    page.get_by_label("Kinderen").fill("1")
    page.get_by_label("Studio Noord").check()
    page.get_by_label("Familienaam").fill("Voorbeeldig")
    page.get_by_label("Voornaam").fill("Moeder")
    page.get_by_role("button", name="Bewaar vraag en antwoord").click()
    page.get_by_text("Vraag bewaard om 02:30").wait_for()
    page.get_by_text("Over te nemen voor 17/03/2026 om 12:00").first.wait_for()
    expect(page.get_by_text("Bezet")).to_have_count(1)
    sound(page, "na-opname")
    page.get_by_role("link", name="Meer nachten").click()
    sound(page, "meer-nachten")
    page.get_by_role("button", name="Verleng voor de hele groep").click()
    page.get_by_text("Verlenging bewaard om").wait_for()
    page.get_by_text("tot 18/03/2026").first.wait_for()
    assert problems == []

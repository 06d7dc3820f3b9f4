"""The style guide in a real browser: accessible, nothing refused by the policy, usable by keyboard and narrow."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import overflow, served, violations, watch
from tests.support.web import bare_web

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(bare_web()) as running:
        yield running


@pytest.fixture(params=[(1280, "light"), (1280, "dark"), (640, "light"), (390, "light"), (390, "dark")], ids=str)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="nl-BE")
    yield context.new_page()
    context.close()


def send_with_errors(page: Page) -> None:
    page.locator("#born").fill("31/02/2091")
    page.locator("form:has(#born)").get_by_role("button", name="Bewaar contact").click()
    page.wait_for_url("**/stijlgids")
    page.locator(".error-summary").wait_for()


def test_every_component_is_accessible_and_fits(page: Page, address: str) -> None:
    problems = watch(page)
    page.goto(f"{address}/stijlgids")
    assert overflow(page) <= 0
    assert problems == []
    assert violations(page) == []


def test_errors_are_accessible_and_take_the_focus(page: Page, address: str) -> None:
    problems = watch(page)
    page.goto(f"{address}/stijlgids")
    send_with_errors(page)
    assert page.title() == "Fout: Stijlgids – Regiodossier"
    assert page.evaluate("document.activeElement.className") == "error-summary"
    expect(page.locator("#born")).to_have_value("31/02/2091")
    page.get_by_role("link", name="De datum 31/02/2091 bestaat niet").click()
    assert page.evaluate("document.activeElement.id") == "born"
    assert overflow(page) <= 0
    assert problems == []
    assert violations(page) == []


def test_error_pages_are_accessible(page: Page, address: str) -> None:
    page.goto(f"{address}/stijlgids/fout/500")
    assert overflow(page) <= 0
    assert violations(page) == []


@pytest.fixture
def wide(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    opened = context.new_page()
    opened.goto(f"{address}/stijlgids")
    yield opened
    context.close()


def test_the_keyboard_reaches_content_search_and_menu(wide: Page) -> None:
    wide.keyboard.press("Tab")
    assert wide.evaluate("document.activeElement.textContent") == "Ga naar de inhoud"
    wide.keyboard.press("Enter")
    assert wide.evaluate("document.activeElement.id") == "inhoud"
    wide.keyboard.press("/")
    assert wide.evaluate("document.activeElement.id") == "zoekveld"
    wide.keyboard.type("a/b")
    expect(wide.locator("#zoekveld")).to_have_value("a/b")
    wide.locator(".user-menu summary").press("Enter")
    wide.get_by_role("button", name="Meld af").wait_for()
    wide.keyboard.press("Escape")
    assert not wide.get_by_role("button", name="Meld af").is_visible()


def test_dark_is_chosen_once_and_kept(wide: Page) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light = wide.evaluate(ground)
    wide.locator(".user-menu summary").click()
    wide.get_by_role("button", name="Licht of donker").click()
    dark = wide.evaluate(ground)
    assert dark != light
    wide.reload()
    assert wide.evaluate(ground) == dark


def test_what_one_presses_is_large_enough(wide: Page) -> None:
    small = wide.evaluate(
        "[...document.querySelectorAll('.btn, .form-control, .form-select, .form-check, .nav-item, .menu-item')]"
        ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML.slice(0, 90))"
    )
    assert small == []


def test_pages_work_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/stijlgids")
    menu = page.locator(".site-nav-narrow")
    menu.get_by_text("Menu", exact=True).click()
    menu.get_by_text("Cijfers", exact=True).click()
    menu.get_by_role("link", name="Beleidsevaluatie").wait_for()
    send_with_errors(page)
    page.locator(".error-summary").wait_for()
    context.close()

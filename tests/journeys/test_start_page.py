"""The start page of every role in a real browser: accessible, quick by keyboard, and the way to every other page."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from app.access.matrix import matrix
from tests.support.browser import overflow, violations, watch
from tests.support.people import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.households]


def opened(browser: Browser, app: Flask, address: str, role: str, width: int) -> Page:
    cookie = sign_in(app.test_client(), role).get_cookie("regiodossier")
    context = browser.new_context(base_url=address, viewport={"width": width, "height": 900}, locale="nl-BE")
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
    return context.new_page()


def test_the_start_page_of_every_role(browser: Browser, app: Flask, live: str):
    for number, role in enumerate(matrix().roles):
        page = opened(browser, app, live, role, (1280, 390)[number % 2])
        problems = watch(page)
        page.goto("/")
        expect(page.locator("h1"), role).to_have_text(re.compile("^Dag "))
        assert violations(page) == [], role
        assert overflow(page) <= 0, role
        assert problems == [], role
        page.context.close()


def test_keyboard_search_and_menu(browser: Browser, app: Flask, live: str):
    page = opened(browser, app, live, "coordinator", 1280)
    problems = watch(page)
    page.goto("/")
    page.keyboard.press("?")
    page.get_by_role("heading", name="Toetsen").wait_for()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.locator(".help-menu > summary").press("Enter")
    page.locator(".help-menu dt", has_text="taak").wait_for()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("planb")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Kracht.Wonen: Planbord").click()
    expect(page.locator(".site-nav-wide [aria-current]")).to_have_text(["Kracht.Wonen", "Planbord"])
    page.set_viewport_size({"width": 390, "height": 800})
    page.get_by_text("Menu", exact=True).press("Enter")
    group = page.locator(".nav-group > summary", has_text="Cijfers")
    group.press("Enter")
    page.get_by_role("link", name="Beleidsevaluatie").wait_for()
    assert violations(page) == []
    for path in ("/hulp", "/hulp/woorden", "/hulp/rondleiding", "/gegevensbescherming", "/toegankelijkheid"):
        page.goto(path)
        page.locator("h1").wait_for()
        assert violations(page) == [], path
        assert overflow(page) <= 0, path
    assert overflow(page) <= 0
    assert problems == []
    page.context.close()

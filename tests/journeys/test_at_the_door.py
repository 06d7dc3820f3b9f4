"""What somebody meets who is not signed in: the sign-in page, a missing page, and an unexpected error."""

import logging

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.support.browser import faults, screenshot
from tests.support.canary import CANARY

pytestmark = pytest.mark.browser


def test_the_sign_in_page_stands_well(page: Page) -> None:
    answer = page.goto("/aanmelden")
    assert answer is not None
    assert answer.status == 200
    assert page.locator("html").get_attribute("lang") == "nl-BE"
    screenshot(page, "sign-in")
    assert faults(page) == []


def test_a_wrong_password_keeps_the_address_and_says_what_to_do(page: Page) -> None:
    page.goto("/aanmelden")
    page.get_by_label("E-mailadres").fill("nobody@example.org")
    page.get_by_label("Wachtwoord").fill("not the password")
    page.get_by_role("button", name="Meld aan").click()
    page.locator(".error-summary").wait_for()
    expect(page.get_by_label("E-mailadres")).to_have_value("nobody@example.org")
    expect(page.get_by_label("Wachtwoord")).to_have_value("")
    screenshot(page, "sign-in-wrong")
    assert faults(page) == []


def test_a_missing_page_says_so(page: Page) -> None:
    answer = page.goto("/bestaat-niet")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Niet gevonden")
    screenshot(page, "not-found")
    assert faults(page) == []


def test_an_unexpected_error_shows_a_reference_that_the_log_knows(app: Flask, page: Page, caplog) -> None:
    @app.before_request
    def fail() -> None:
        from flask import request

        if request.path == "/stuk":
            raise ValueError(f"cannot read {CANARY}")

    with caplog.at_level(logging.ERROR):
        answer = page.goto("/stuk")
    assert answer is not None
    assert answer.status == 500
    reference = page.locator(".reference").inner_text()
    assert len(reference) == 16
    assert CANARY not in page.content()
    lines = [record.getMessage() for record in caplog.records]
    assert any(reference in line and "ValueError" in line for line in lines)
    assert CANARY not in caplog.text
    screenshot(page, "unexpected-error")
    assert faults(page) == []

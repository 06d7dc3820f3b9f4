"""Retention in a real browser: two people, one proposal, one certificate."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.access.actor import system_actor
from app.access.work import Work, working
from app.privacy.models_retention import RetentionTerm
from tests.support.browser import overflow, violations
from tests.support.people import PASSWORD, add_person, email_of, sign_in_browser

pytestmark = [pytest.mark.browser, pytest.mark.households]


def test_one_proposes_and_another_destroys(app, services, clock, live, page):
    with working(services, system_actor("test"), "test") as work, work.transaction():
        prepare(work)
    clock.instant = clock.instant.replace(year=clock.instant.year + 12)
    first, second = (email_of(app, add_person(app, role)) for role in ("dpo", "coordinator"))
    sign_in_browser(page, live, first, PASSWORD)
    page.goto("/bewaring/")
    assert violations(page) == []
    page.get_by_role("button", name="Maak een voorstel").click()
    page.get_by_text("wacht op een tweede persoon").wait_for()
    expect(page.get_by_role("button", name="Vernietig voorstel 1")).to_have_count(0)
    page.context.clear_cookies()
    sign_in_browser(page, live, second, PASSWORD)
    page.goto("/bewaring/")
    # Every figure of every year is counted before and after.
    page.get_by_role("button", name="Vernietig voorstel 1").click(timeout=60_000)
    page.get_by_role("link", name="certificaat 1").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Certificaat van vernietiging 1")
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert not overflow(page)


def prepare(work: Work) -> None:
    for term in work.session.scalars(select(RetentionTerm)):
        term.confirmed = True

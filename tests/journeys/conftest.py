"""Fixtures of the journeys: Chromium, an installation of one's own that is served, and a page that is watched."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import CHROMIUM, chromium, served, watch
from tests.support.databases import require


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once per run."""
    reason = require("Chromium", CHROMIUM.exists())
    if reason:
        pytest.skip(reason)
    expect.set_options(timeout=30_000)
    with chromium() as running:
        yield running


@pytest.fixture
def engine_name() -> str:
    """A journey is about pages: it runs on the embedded engine alone."""
    return "sqlite"


@pytest.fixture
def live(app: Flask) -> Iterator[str]:
    """The address of the application, served over a fresh installation."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with served(app) as address:
        yield address


@pytest.fixture
def page(browser: Browser, live: str) -> Iterator[Page]:
    """A page at 1280 px; the test fails on a script error, a refused file or a breach of the content policy."""
    context = browser.new_context(base_url=live, viewport={"width": 1280, "height": 900}, locale="nl-BE")
    context.set_default_timeout(30_000)
    opened = context.new_page()
    problems = watch(opened)
    yield opened
    context.close()
    assert problems == []

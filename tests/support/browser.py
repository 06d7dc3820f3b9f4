"""A real browser for tests: Debian's Chromium, a served application, axe and a watch on what fails."""

import os
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from weakref import WeakSet

from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = Path(next(filter(None, map(shutil.which, NAMES)), "/usr/bin/chromium"))
SCREENSHOTS = Path(__file__).parents[2] / "build/screenshots"
AXE = Path(__file__).parents[1] / "vendor/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EXPECTED = re.compile(r"the server responded with a status of (4\d\d|500)")
_under_axe: WeakSet[Page] = WeakSet()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium as it runs in a container."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address at which the application answers while the block runs."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def watch(page: Page) -> list[str]:
    """What goes wrong on the page from now on: script errors, refused or missing files."""
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "requestfailed",
        # Aborted: the page was left while a file was still on its way.
        lambda request: problems.append(f"failed: {request.url}") if request.failure != "net::ERR_ABORTED" else None,
    )
    page.on(
        "response",
        lambda answer: (
            problems.append(f"{answer.status}: {answer.url}")
            if answer.status >= 400 and answer.request.resource_type != "document"
            else None
        ),
    )
    page.on(
        "console",
        lambda line: (
            problems.append(line.text)
            if line.type == "error" and not EXPECTED.search(line.text) and not _of_axe(page, line.text)
            else None
        ),
    )
    return problems


def _of_axe(page: Page, line: str) -> bool:
    return page in _under_axe and "inline style" in line


def violations(page: Page) -> list[str]:
    """What axe finds on the page.

    Its own styles meet the content policy: what that logs is not the page's fault. Such lines may come late, even when
    another page is open, so from now on they count for nothing here; journeys without axe hold pages to the policy.
    """
    _under_axe.add(page)
    page.wait_for_load_state()
    page.evaluate(AXE.read_text())
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [
        f"{violation['id']}: {node['html'][:120]}" for violation in found["violations"] for node in violation["nodes"]
    ]


def overflow(page: Page) -> int:
    """How many pixels the page is wider than the window."""
    page.wait_for_load_state()
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def screenshot(page: Page, name: str) -> None:
    """Pictures of the whole page, wide and narrow, in build/screenshots, for people to look at: with SCREENSHOTS=1."""
    if os.environ.get("SCREENSHOTS") != "1":
        return
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=SCREENSHOTS / f"{name}-{width}.png", full_page=True)
    if before:
        page.set_viewport_size(before)


def faults(page: Page) -> list[str]:
    """What is wrong with how the page stands: too wide on a desk or a phone, or against an accessibility rule."""
    found = []
    before = page.viewport_size
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        if (over := overflow(page)) > 0:
            found.append(f"{over} px too wide at {width} px")
        found += violations(page)
    if before:
        page.set_viewport_size(before)
    return found

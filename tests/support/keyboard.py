"""A page worked with the keyboard alone: what Tab does not reach fails."""

from playwright.sync_api import Locator, Page

MOST_TABS = 160
_HAS_FOCUS = "element => element === document.activeElement"


def reach(page: Page, wanted: Locator) -> None:
    """Tab on until this has the focus."""
    for _ in range(MOST_TABS):
        if wanted.evaluate(_HAS_FOCUS):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {wanted}")


def type_in(page: Page, wanted: Locator, text: str) -> None:
    """Reach a field and type over what stands there."""
    reach(page, wanted)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def choose(page: Page, wanted: Locator, begins: str) -> None:
    """Reach a list and type how the wanted line begins."""
    reach(page, wanted)
    page.keyboard.type(begins)


def press(page: Page, wanted: Locator, key: str = "Enter") -> None:
    """Reach a button, link, tick or choice and press it."""
    reach(page, wanted)
    page.keyboard.press(key)
    page.wait_for_load_state()

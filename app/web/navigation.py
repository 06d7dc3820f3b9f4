"""The main navigation: groups of pages that packages add, shown to whoever holds the permission of a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Flask, current_app, request, url_for
from flask_login import current_user

KEY = "navigation"

MY_WORK: Final = "Mijn werk"
CASES: Final = "Dossiers"
FIGURES: Final = "Cijfers"
CONTROL: Final = "Beheer"


@dataclass(frozen=True)
class NavItem:
    """One page of the main navigation."""

    label: str
    endpoint: str
    permission: str
    below: tuple[str, ...] = ()
    """Beginnings of routes that belong to this page, besides those that begin with its own."""
    group: str = ""
    """The name in the first row under which this page stands; its own label when it stands alone."""
    order: int = 50
    """Lower comes first; equal keeps the order of registration."""

    @property
    def heading(self) -> str:
        return self.group or self.label


@dataclass(frozen=True)
class NavPage:
    """A page as a colleague sees it. `current` is the value of aria-current: `page`, `true` on a page below it."""

    label: str
    url: str
    current: str = ""


@dataclass(frozen=True)
class NavGroup:
    """A name in the first row, with the pages that the colleague may open; its link leads to the first of them."""

    label: str
    pages: tuple[NavPage, ...]
    is_current: bool = False

    @property
    def url(self) -> str:
        return self.pages[0].url

    @property
    def current(self) -> str:
        """The value of aria-current in the first row."""
        if len(self.pages) == 1:
            return self.pages[0].current or ("true" if self.is_current else "")
        return "true" if self.is_current else ""


def install_navigation(app: Flask) -> None:
    """Give every template `navigation`."""
    app.extensions.setdefault(KEY, [])
    app.context_processor(lambda: {"navigation": navigation()})


def add_navigation(app: Flask, *items: NavItem) -> None:
    """Add entries of a package."""
    entries: list[NavItem] = app.extensions.setdefault(KEY, [])
    entries.extend(items)
    entries.sort(key=lambda item: item.order)


def allowed_items() -> list[NavItem]:
    """The entries that the colleague at the screen may open."""
    if not current_user.is_authenticated:
        return []
    entries: list[NavItem] = current_app.extensions[KEY]
    return [item for item in entries if current_user.actor.holds(item.permission)]


def navigation() -> list[NavGroup]:
    """What the colleague may open, and where in it this page stands."""
    items = allowed_items()
    if not items:
        return []
    routes = routes_of(current_app, items)
    rule = request.url_rule.rule if request.url_rule else request.path
    here = place_of(rule, items, routes)
    standing = heading_of(rule, here, items, routes)
    grouped: dict[str, list[NavPage]] = {}
    for item in items:
        exact = "page" if routes[item.endpoint] == rule else "true"
        page = NavPage(item.label, url_for(item.endpoint), exact if item == here else "")
        grouped.setdefault(item.heading, []).append(page)
    return [NavGroup(heading, tuple(pages), heading == standing) for heading, pages in grouped.items()]


def routes_of(app: Flask, items: Iterable[NavItem]) -> dict[str, str]:
    """The route of each entry."""
    return {item.endpoint: next(app.url_map.iter_rules(item.endpoint)).rule for item in items}


def place_of(rule: str, items: Sequence[NavItem], routes: dict[str, str]) -> NavItem | None:
    """The entry that a route stands at or below: whose own route, or one it claims, is the longest beginning."""
    best, length = None, 0
    for item in items:
        for beginning in (routes[item.endpoint], *item.below):
            if len(beginning) > length and _is_below(rule, beginning):
                best, length = item, len(beginning)
    return best


def heading_of(rule: str, here: NavItem | None, items: Sequence[NavItem], routes: dict[str, str]) -> str:
    """The group of a route: that of its entry, else the one whose pages begin alike."""
    if here is not None:
        return here.heading
    first = _first_part(rule)
    return next((item.heading for item in items if first and _first_part(routes[item.endpoint]) == first), "")


def _is_below(rule: str, beginning: str) -> bool:
    # The start page is the beginning of every address, and stands above none.
    return rule == beginning or (beginning != "/" and rule.startswith(beginning.rstrip("/") + "/"))


def _first_part(rule: str) -> str:
    return rule.split("/")[1]

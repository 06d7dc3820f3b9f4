"""The main navigation: entries that packages add, shown to whoever holds their permission."""

from dataclasses import dataclass

from flask import Flask, current_app, request, url_for
from flask_login import current_user

KEY = "navigation"


@dataclass(frozen=True)
class NavItem:
    """One entry of the main navigation."""

    label: str
    endpoint: str
    permission: str
    order: int = 50
    """Lower comes first; equal keeps the order of registration."""


def install_navigation(app: Flask) -> None:
    """Give every template `navigation`."""
    app.extensions.setdefault(KEY, [])
    app.context_processor(lambda: {"navigation": navigation()})


def add_navigation(app: Flask, *items: NavItem) -> None:
    """Add entries of a package."""
    entries: list[NavItem] = app.extensions.setdefault(KEY, [])
    entries.extend(items)
    entries.sort(key=lambda item: item.order)


def navigation() -> list[tuple[str, str, bool]]:
    """(label, address, whether this is where one is) of what the colleague may open."""
    if not current_user.is_authenticated:
        return []
    entries: list[NavItem] = current_app.extensions[KEY]
    allowed = [item for item in entries if current_user.actor.holds(item.permission)]
    here = _here([item.endpoint for item in allowed])
    return [(item.label, url_for(item.endpoint), item.endpoint == here) for item in allowed]


def _here(endpoints: list[str]) -> str | None:
    """The entry of the page itself, else the last entry of its package: the one its other pages belong to."""
    current = request.endpoint or ""
    package = [each for each in endpoints if each.partition(".")[0] == current.partition(".")[0]]
    return current if current in endpoints else next(reversed(package), None)

"""Plugs people and households in: pages, navigation, and the search field of every page."""

from collections.abc import Iterator

from flask import Flask

from app.access.work import Work
from app.clients import views, views_edit, views_household
from app.clients.blueprint import blueprint
from app.clients.finders import Hit, add_finder
from app.web.navigation import NavItem, add_navigation, allowed_items

_PAGES = (views, views_edit, views_household)


def register(app: Flask) -> None:
    """Everything of this package; after the accounts, before the seal."""
    app.register_blueprint(blueprint)
    app.context_processor(views.search_field)
    add_finder(app, _find_pages)
    add_navigation(app, NavItem("Personen", "clients.search", "person.read", ("/personen", "/gezinnen"), order=15))


def _find_pages(_work: Work, text: str) -> Iterator[Hit]:
    """The pages of the navigation whose name, or that of their group, begins so."""
    typed = text.casefold()
    for item in allowed_items():
        names = {item.label.casefold(), item.group.casefold()}
        if len(typed) > 1 and any(name.startswith(typed) for name in names):
            yield Hit("Pagina", f"{item.group}: {item.label}" if item.group else item.label, item.endpoint)

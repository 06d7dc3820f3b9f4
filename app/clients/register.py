"""Plugs people and households in: pages, navigation, and the search field of every page."""

from flask import Flask, url_for
from flask_login import current_user

from app.clients import views, views_edit, views_household
from app.clients.blueprint import blueprint
from app.web.navigation import NavItem, add_navigation

_PAGES = (views, views_edit, views_household)


def register(app: Flask) -> None:
    """Everything of this package; after the accounts, before the seal."""
    app.register_blueprint(blueprint)
    app.context_processor(_search_field)
    add_navigation(app, NavItem("Personen", "clients.search", "person.read", order=20))


def _search_field() -> dict[str, str]:
    may_search = current_user.is_authenticated and current_user.actor.holds("person.read")
    return {"search_url": url_for("clients.results")} if may_search else {}

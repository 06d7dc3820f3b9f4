"""Plugs people and households in: pages, navigation, and the search field of every page."""

from flask import Flask

from app.clients import views, views_edit, views_household
from app.clients.blueprint import blueprint
from app.web.navigation import NavItem, add_navigation

_PAGES = (views, views_edit, views_household)


def register(app: Flask) -> None:
    """Everything of this package; after the accounts, before the seal."""
    app.register_blueprint(blueprint)
    app.context_processor(views.search_field)
    add_navigation(app, NavItem("Personen", "clients.search", "person.read", ("/personen", "/gezinnen"), order=15))

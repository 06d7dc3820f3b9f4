"""Plugs erasure and retention in: their pages and the entry in the navigation."""

from flask import Flask

from app.privacy.views import blueprint
from app.web.navigation import NavItem, add_navigation


def register(app: Flask) -> None:
    """Everything of this package; before the seal."""
    app.register_blueprint(blueprint)
    add_navigation(app, NavItem("Bewaring", "privacy.index", "rights.read", order=80))

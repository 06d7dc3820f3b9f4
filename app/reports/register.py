"""Puts the reports on the application."""

from flask import Flask

from app.reports.views import blueprint
from app.web.navigation import NavItem, add_navigation


def register(app: Flask) -> None:
    """Add the routes of the Beleidsevaluatie; after the projects, whose measures it shows."""
    app.register_blueprint(blueprint)
    add_navigation(app, NavItem("Beleidsevaluatie", "reports.latest", "figure.read", order=60))

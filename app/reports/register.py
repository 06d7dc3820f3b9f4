"""Puts the reports on the application."""

from flask import Flask

from app.reports import views_api, views_overview, views_text
from app.reports.views import blueprint
from app.web.navigation import FIGURES, NavItem, add_navigation


def register(app: Flask) -> None:
    """Add the routes of the Beleidsevaluatie; after the projects, whose measures it shows."""
    app.register_blueprint(blueprint)
    app.register_blueprint(views_overview.blueprint)
    app.register_blueprint(views_api.blueprint)
    app.register_blueprint(views_text.blueprint)
    add_navigation(
        app,
        NavItem("Overzicht", "overview.latest", "figure.read", ("/cijfers", "/kwaliteit"), group=FIGURES, order=60),
        NavItem("Beleidsevaluatie", "reports.latest", "figure.read", group=FIGURES, order=62),
    )

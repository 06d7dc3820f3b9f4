"""Plugs the jobs in: their page and its entry in the navigation."""

from flask import Flask

from app.jobs import views
from app.web.navigation import CONTROL, NavItem, add_navigation


def register(app: Flask) -> None:
    """Everything of this package; after the projects, before the seal."""
    app.register_blueprint(views.blueprint)
    add_navigation(app, NavItem("Systeemtaken", "jobs.index", "jobs.manage", group=CONTROL, order=91))

"""Plugs the cases in: pages, navigation, and the persons that are visible through cases."""

from flask import Flask

from app.cases import views, views_log, views_steps
from app.cases.visibility import through_cases
from app.clients.scope import visible_through
from app.web.navigation import NavItem, add_navigation


def register(app: Flask) -> None:
    """Everything of this package; before the projects, whose pages lean on it."""
    visible_through(through_cases)
    for blueprint in (views.blueprint, views_log.blueprint, views_steps.blueprint):
        app.register_blueprint(blueprint)
    add_navigation(
        app,
        NavItem("Mijn werk", "cases.my_work", "work.read", order=10),
        NavItem("Dossiers", "cases.index", "case.read", order=20),
    )

"""Puts the pages of figures, counts and closing on the application."""

from flask import Flask

from app.access.work_items import add_work_items
from app.actionplan import views, views_actions, views_close, views_count, views_quality
from app.actionplan.work_items import work_items
from app.web.navigation import FIGURES, MY_WORK, NavItem, add_navigation


def register(app: Flask) -> None:
    """Add the routes of figures, of counting by hand and of closing a year."""
    app.register_blueprint(views.blueprint)
    app.register_blueprint(views_count.blueprint)
    app.register_blueprint(views_close.blueprint)
    app.register_blueprint(views_actions.blueprint)
    app.register_blueprint(views_quality.blueprint)
    add_work_items(app, FIGURES, work_items)
    add_navigation(
        app,
        NavItem("Na te kijken", "quality.mine", "case.write", ("/kwaliteit",), group=MY_WORK, order=12),
        NavItem("Tellingen", "counts.latest", "count.write", group=FIGURES, order=61),
        NavItem("Afsluiting", "closing.latest", "year.close", group=FIGURES, order=63),
    )

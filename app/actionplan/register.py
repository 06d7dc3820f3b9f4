"""Puts the pages of figures, counts and closing on the application."""

from flask import Flask

from app.actionplan import views, views_actions, views_close, views_count, views_quality
from app.web.navigation import NavItem, add_navigation


def register(app: Flask) -> None:
    """Add the routes of figures, of counting by hand and of closing a year."""
    app.register_blueprint(views.blueprint)
    app.register_blueprint(views_count.blueprint)
    app.register_blueprint(views_close.blueprint)
    app.register_blueprint(views_actions.blueprint)
    app.register_blueprint(views_quality.blueprint)
    add_navigation(
        app,
        NavItem("Na te kijken", "quality.mine", "case.write", order=57),
        NavItem("Tellingen", "counts.latest", "count.write", order=58),
        NavItem("Afsluiting", "closing.latest", "year.close", order=62),
    )

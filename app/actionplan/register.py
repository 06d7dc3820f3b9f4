"""Puts the pages of figures on the application."""

from flask import Flask

from app.actionplan.views import blueprint


def register(app: Flask) -> None:
    """Add the routes of figures."""
    app.register_blueprint(blueprint)

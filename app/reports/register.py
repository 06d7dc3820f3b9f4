"""Puts the reports on the application."""

from flask import Flask

from app.reports.views import blueprint


def register(app: Flask) -> None:
    """Add the routes of the Beleidsevaluatie."""
    app.register_blueprint(blueprint)

"""Hangs the commands of the house on the application."""

from flask import Flask

from app.cli.audit import audit
from app.cli.install import init


def register(app: Flask) -> None:
    """Add every command and group of this package."""
    for item in (init, audit):
        app.cli.add_command(item)

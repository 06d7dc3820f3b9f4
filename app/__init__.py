"""Regiodossier: case management for a regional welfare association."""

from flask import Flask

from app.core.clock import Clock
from app.crypto.roots import RootProvider
from config.settings import Settings


def create_app(settings: Settings, *, clock: Clock | None = None, roots: RootProvider | None = None) -> Flask:
    """Build the application: settings, extensions, packages, projects, and the seal over its routes.

    Raises StartRefused, naming every reason, when this installation may not run.
    """
    from app import factory

    return factory.build(settings, clock=clock, roots=roots)

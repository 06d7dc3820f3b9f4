"""The Energiehuis: energy loans and renovation coaching of owners (actions A0402 and A0403)."""

from app.projects.energiehuis.project import PROJECT

__all__ = ["PROJECT"]

"""Woonclub: households that look for a home register, are guided, and find one (action A0901)."""

from app.projects.woonclub.project import PROJECT

__all__ = ["PROJECT"]

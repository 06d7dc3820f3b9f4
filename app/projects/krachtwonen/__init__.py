"""Kracht.Wonen: the regional desk, the pool of homes, the crisis network and the medical recovery stay."""

from app.projects.krachtwonen.project import PROJECT

__all__ = ["PROJECT"]

"""The desk for threatened evictions: reports in, dispatches with an answer, the stage as a log (action A0902)."""

from app.projects.uithuiszetting.project import PROJECT

__all__ = ["PROJECT"]

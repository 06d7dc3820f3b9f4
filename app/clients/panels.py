"""What higher packages show on the page of a person: their cases, their loans."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from flask import Flask, current_app

from app.access.work import Work
from app.clients.models import Person

KEY: Final = "person_panels"


@dataclass(frozen=True)
class PersonPanel:
    """A part of the page of a person: a template, and what it needs as `panel`."""

    template: str
    content: Callable[[Work, Person], Any]
    order: int = 50


def add_person_panel(app: Flask, panel: PersonPanel) -> None:
    """Show this on every page of a person."""
    panels: list[PersonPanel] = app.extensions.setdefault(KEY, [])
    panels.append(panel)
    panels.sort(key=lambda one: one.order)


def person_panels(work: Work, person: Person) -> list[tuple[str, Any]]:
    """(template, content) of every panel for this person."""
    panels: list[PersonPanel] = current_app.extensions.get(KEY, [])
    return [(panel.template, panel.content(work, person)) for panel in panels]

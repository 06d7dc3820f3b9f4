"""What the scheduler of an installation runs every morning for Kracht.Wonen."""

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any, Final

from app.access.work import Work
from app.projectkit.project import ProjectCommand
from app.projects.krachtwonen.stays.service_terms import remind


def _remind(work: Work) -> Mapping[str, Any]:
    with work.transaction():
        return {"reminders": remind(work)}


def _lines(document: Mapping[str, Any]) -> Iterable[str]:
    yield f"Herinneringen gepland: {document['reminders']}"


COMMANDS: Final = (
    ProjectCommand(
        name="remind",
        help="Plan taken voor verblijven waarvan de termijn afloopt; elke dag, en twee keer kan geen kwaad.",
        run=_remind,
        lines=_lines,
        daily_at=time(6, 0),
    ),
)

"""The commands of Woonclub."""

from collections.abc import Iterator, Mapping
from datetime import time
from typing import Any, Final

from app.access.work import Work
from app.projectkit.project import ProjectCommand
from app.projects.woonclub.service_listings import let_go


def _clear(work: Work) -> Mapping[str, Any]:
    with work.transaction():
        return {"cleared": let_go(work)}


def _lines(document: Mapping[str, Any]) -> Iterator[str]:
    yield f"Adres en link van {document['cleared']} woningen vernietigd; hun cijfers blijven."


COMMANDS: Final = (
    ProjectCommand(
        "clear-listings",
        "Vernietig adres en link van woningen die over hun termijn zijn; zet dit elke nacht in de planning.",
        _clear,
        _lines,
        daily_at=time(4, 15),
    ),
)

"""The kinds of case: what each project tells the spine about itself. Filled by the project registry at start."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.core.errors import NotFound


@dataclass(frozen=True)
class Phase:
    """A step in the life of a case."""

    key: str
    label: str
    is_open: bool = True
    by_hand: bool = True
    """Chosen on the page of phases; a phase that has a page of its own is not."""
    is_milestone: bool = True
    """Whether the row of steps on the case page shows it when the case is elsewhere."""


@dataclass(frozen=True)
class CaseKind:
    """What the spine needs to know of a project: its numbers, phases, reasons for closing and its part of the page."""

    key: str
    label: str
    prefix: str
    phases: tuple[Phase, ...]
    close_reasons: str
    """Name of the code list with the reasons for closing."""
    register_endpoint: str | None = None
    close_endpoint: str | None = None
    """The project's own page for closing; takes the number."""
    panel: str | None = None
    """Template of the project's part of the case page; receives what `details` returns."""
    details: Callable[..., Mapping[str, Any]] | None = None
    on_close: Callable[..., None] | None = None
    """(work, case): what the project does when one of its cases was closed, in the same transaction."""
    check_step: Callable[..., None] | None = None
    """(work, case, phase to, reason for closing, day): refuses a step that the project does not allow."""
    on_phase: Callable[..., None] | None = None
    """(work, case, day): what the project does when one of its cases entered a phase, in the same transaction."""

    @property
    def first_phase(self) -> Phase:
        """Where a new case begins."""
        return next(phase for phase in self.phases if phase.is_open)

    @property
    def closed_phase(self) -> Phase:
        """Where a case ends when it is closed."""
        return next(phase for phase in self.phases if not phase.is_open)

    def phase(self, key: str) -> Phase | None:
        """The phase with this key, if the project has it."""
        return next((phase for phase in self.phases if phase.key == key), None)

    def phase_label(self, key: str) -> str:
        """Dutch name of a phase; a key that left the project is shown as it is."""
        found = self.phase(key)
        return found.label if found else key


_kinds: dict[str, CaseKind] = {}


def install_kinds(kinds: Iterable[CaseKind]) -> None:
    """Make these the kinds of case, instead of what was there."""
    fresh = {kind.key: kind for kind in kinds}
    _kinds.clear()
    _kinds.update(fresh)


def kinds() -> tuple[CaseKind, ...]:
    """Every kind, in the order in which the projects were found."""
    return tuple(_kinds.values())


def kind_of(project: str) -> CaseKind:
    """The kind of a project; NotFound when no such project is installed."""
    found = _kinds.get(project)
    if found is None:
        raise NotFound
    return found

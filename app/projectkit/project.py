"""What a project says about itself: everything that the rest of the house needs to plug it in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint

from app.access.work import Work
from app.actionplan.measures import Measure


@dataclass(frozen=True)
class Phase:
    """A step in the life of a case."""

    key: str
    label: str
    is_open: bool = True


@dataclass(frozen=True)
class Permission:
    """A permission of the project's own, and the roles that hold it."""

    key: str
    label: str
    roles: frozenset[str]


@dataclass(frozen=True)
class Project:
    """The declaration of one project; the registry finds it as PROJECT in its package."""

    key: str
    """Folder name, blueprint name, value of Case.project, first part of measure keys."""
    label: str
    """The proper name on screen."""
    prefix: str
    """Of case numbers: WC for WC-2026-0031."""
    actions: tuple[str, ...]
    phases: tuple[Phase, ...]
    close_reasons: str
    """Name of the code list with the reasons for closing."""
    blueprint: Callable[[], Blueprint]
    measures: tuple[Measure, ...] = ()
    importers: tuple[Any, ...] = ()
    permissions: tuple[Permission, ...] = ()
    navigation: tuple[tuple[str, str, str], ...] = ()
    """(label, endpoint, permission) of its entries in the main navigation."""
    register_endpoint: str | None = None
    """Where a new case of this project begins."""
    case_panel: str | None = None
    """Template of the project's part of the case page; receives what `case_details` returns."""
    case_details: Callable[..., dict[str, object]] | None = None
    """(work, case) -> variables of the panel."""
    demo: Callable[[Work, int], None] | None = None
    """Writes the project's part of the demo, deterministic for a seed."""
    phase_labels: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.phase_labels.update({phase.key: phase.label for phase in self.phases})

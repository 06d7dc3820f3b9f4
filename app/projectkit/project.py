"""What a project says about itself: everything that the rest of the house needs to plug it in."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from click import Parameter
from flask import Blueprint

from app.access.work import Work
from app.access.work_items import WorkItems
from app.actionplan.measures import Measure
from app.actionplan.quality import QualityRule
from app.cases.kinds import CaseKind, Phase
from app.cases.models import Case
from app.clients.finders import Finder
from app.web.navigation import NavItem


@dataclass(frozen=True)
class Permission:
    """A permission of the project's own, and the roles that hold it."""

    key: str
    label: str
    roles: frozenset[str]


@dataclass(frozen=True)
class ProjectCommand:
    """A command of the project's own, that computes or reads: `flask --app wsgi KEY NAME`, with --json."""

    name: str
    help: str
    run: Callable[..., Mapping[str, Any]]
    """(work, **parameters) -> the JSON document; without `work` when `needs_work` is false."""
    lines: Callable[[Mapping[str, Any]], Iterable[str]]
    """The document in lines for a person at the keyboard."""
    parameters: tuple[Parameter, ...] = ()
    needs_work: bool = True
    """Whether it reads an installation."""
    daily_at: time | None = None
    """When the timer gives it by itself every day, without parameters; giving it twice does no harm then."""


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
    quality: tuple[QualityRule, ...] = ()
    """What may be wrong with its cases; their keys begin with its own."""
    importers: tuple[Any, ...] = ()
    commands: tuple[ProjectCommand, ...] = ()
    permissions: tuple[Permission, ...] = ()
    navigation: tuple[NavItem, ...] = ()
    """Its pages in the main navigation, in their order; they stand under the name of the project."""
    work_items: WorkItems | None = None
    """What waits in it for a colleague, as lines of the start page."""
    finder: Finder | None = None
    """What the search field finds in it."""
    register_endpoint: str | None = None
    """Where a new case of this project begins."""
    close_endpoint: str | None = None
    """Its own page for closing a case, instead of that of the house; takes the number."""
    case_panel: str | None = None
    """Template of the project's part of the case page; receives what `case_details` returns."""
    case_details: Callable[..., dict[str, object]] | None = None
    """(work, case) -> variables of the panel."""
    on_close: Callable[[Work, Case], None] | None = None
    """What the project does when one of its cases was closed, in the same transaction."""
    check_step: Callable[[Work, Case, str, str | None, date], None] | None = None
    """Refuses a phase, closing (with its reason) or reopening of a day, whichever page or verb asks for it."""
    on_phase: Callable[[Work, Case, date], None] | None = None
    """What the project does when one of its cases entered a phase, in the same transaction."""
    demo: Callable[[Work, int], None] | None = None
    """Writes the project's part of the demo, deterministic for a seed."""
    figure_prefixes: tuple[str, ...] = ()
    """First parts of measure keys besides the project's own key, for figures that kept an older name."""

    def case_kind(self) -> CaseKind:
        """What the spine of cases needs to know of this project."""
        return CaseKind(
            key=self.key,
            label=self.label,
            prefix=self.prefix,
            phases=self.phases,
            close_reasons=self.close_reasons,
            register_endpoint=self.register_endpoint,
            close_endpoint=self.close_endpoint,
            panel=self.case_panel,
            details=self.case_details,
            on_close=self.on_close,
            check_step=self.check_step,
            on_phase=self.on_phase,
        )

    @property
    def phase_labels(self) -> dict[str, str]:
        """Dutch name of each phase."""
        return {phase.key: phase.label for phase in self.phases}

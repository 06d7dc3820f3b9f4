"""The kinds of jobs: those of the house, and the commands of projects that name a time of day."""

from collections.abc import Mapping
from datetime import time, timedelta
from functools import partial
from typing import Any, Final

from app.access.work import Work
from app.audit.anchors import drop_anchor
from app.audit.chain import verify
from app.audit.seals import close_day, forget_key
from app.cases.service_documents import sweep, sweep_unfinished
from app.cases.service_drafts import clear_old_drafts
from app.core.errors import NotFound, Refused
from app.crypto.day_keys import current_day_key
from app.jobs.kinds import JobKind, Tools
from app.jobs.rules import Schedule
from app.privacy.service_retention import propose_what_is_new
from app.projectkit.project import Project, ProjectCommand
from app.projectkit.registry import projects

MONDAY: Final = 0
SUNDAY: Final = 6
_UNFINISHED: Final = timedelta(days=1)


class ChainBroken(Refused):
    """A record of the audit trail does not hold."""


def job_kinds() -> tuple[JobKind, ...]:
    """Every kind that there is in this program."""
    return _HOUSE + tuple(
        JobKind(f"{project.key}.{command.name}", _label(project, command), Schedule(command.daily_at), run)
        for project in projects()
        for command in project.commands
        if command.daily_at is not None and (run := partial(_command, command))
    )


def kind_named(key: str) -> JobKind:
    """One kind by its key; NotFound when there is none."""
    found = next((kind for kind in job_kinds() if kind.key == key), None)
    if found is None:
        raise NotFound
    return found


def _label(project: Project, command: ProjectCommand) -> str:
    """What the command does, without what its help says after that."""
    return f"{project.label}: {command.help.partition(';')[0].rstrip('.')}"


def _command(command: ProjectCommand, work: Work, _tools: Tools) -> int:
    document = command.run(work, **{str(each.name): None for each in command.parameters})
    return _first_number(document)


def _first_number(document: Mapping[str, Any]) -> int:
    return next((value for value in document.values() if isinstance(value, int)), 0)


def _close_day(work: Work, _tools: Tools) -> int:
    with work.transaction():
        sealed = close_day(work.session, work.vault.keystore, work.clock)
    forget_key(work.session, work.vault.keystore)
    return sealed.seq


def _no_first_key(work: Work, _tools: Tools) -> str:
    return "" if current_day_key(work.vault.keystore) else "Maak eerst een sleutel op de server: audit first-key."


def _verify(work: Work, tools: Tools) -> int:
    verdict = verify(work.session, work.trail.key)
    if verdict.first_bad is not None:
        raise ChainBroken(f"Record {verdict.first_bad} klopt niet.")
    if tools.anchor_file is not None:
        drop_anchor(work.session, work.clock, tools.anchor_file)
    return verdict.records


def _clear_drafts(work: Work, _tools: Tools) -> int:
    with work.transaction():
        return clear_old_drafts(work)


def _sweep(work: Work, tools: Tools) -> int:
    with work.transaction():
        gone = sweep(work, tools.store)
    return gone + sweep_unfinished(work.session, tools.store, work.clock.now() - _UNFINISHED)


def _propose(work: Work, _tools: Tools) -> int:
    with work.transaction():
        return propose_what_is_new(work)


_HOUSE: Final = (
    JobKind("audit.close-day", "Dag van het spoor afsluiten", Schedule(time(23, 30)), _close_day, _no_first_key),
    JobKind("audit.verify", "Spoor nagaan en verankeren", Schedule(time(23, 40)), _verify),
    JobKind("drafts.clear", "Oude concepten vernietigen", Schedule(time(3, 30)), _clear_drafts),
    JobKind("documents.sweep", "Bestanden zonder sleutel wegruimen", Schedule(time(4, 0), SUNDAY), _sweep),
    JobKind("retention.propose", "Bewaartermijnen: dossiers voorstellen", Schedule(time(5, 0), MONDAY), _propose),
)

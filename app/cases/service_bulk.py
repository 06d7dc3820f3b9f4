"""Opening many cases at once, for imports of history: numbers reserved per year, rows inserted in batches."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from app.access.work import Work
from app.cases.kinds import kind_of
from app.cases.models import Case, PhaseChange
from app.cases.numbers import reserve_serials
from app.cases.rules import case_number
from app.core.model import table_of
from app.core.uid import new_uid


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case of a register. `uid` is made beforehand, so that the project's own rows can refer to it."""

    organisation: str
    municipality: str
    household_uid: UUID
    snapshot_uid: UUID
    reference_person_uid: UUID
    opened_on: date
    phases: tuple[tuple[str, date], ...] = ()
    """(phase, day) in order; none: the first phase on the day of opening."""
    closed_on: date | None = None
    close_reason: str | None = None
    last_contact_on: date | None = None
    worker_uid: UUID | None = None
    point: str | None = None
    source_ref: str | None = None
    uid: UUID = field(default_factory=new_uid)


def open_cases_bulk(work: Work, *, project: str, cases: Sequence[NewCase]) -> list[str]:
    """Insert cases of one project and return their numbers, in the same order.

    History: today's rules on terms and open cases are not applied; the database refuses what is impossible.
    A closed case ends in the project's closed phase. One audit record stands for the batch.
    """
    if not cases:
        return []
    kind = kind_of(project)
    numbers = _numbers(work, kind.prefix, cases)
    now = work.clock.now()
    rows: list[dict[str, Any]] = []
    steps: list[dict[str, Any]] = []
    for case, number in zip(cases, numbers, strict=True):
        phases = case.phases or ((kind.first_phase.key, case.opened_on),)
        if case.closed_on is not None:
            phases = (*phases, (kind.closed_phase.key, case.closed_on))
        rows.append(_row(case, project, number, phases[-1][0]) | {"created_at": now})
        steps.extend(_steps(case.uid, phases, work.actor.key))
    work.session.execute(insert(table_of(Case)), rows)
    work.session.execute(insert(table_of(PhaseChange)), steps)
    work.trail.record("case.open_bulk", "case", detail=f"{project}: {len(rows)}")
    return numbers


def _numbers(work: Work, prefix: str, cases: Sequence[NewCase]) -> list[str]:
    places: dict[int, list[int]] = defaultdict(list)
    for place, case in enumerate(cases):
        places[case.opened_on.year].append(place)
    numbers = [""] * len(cases)
    for year in sorted(places):
        serials = reserve_serials(work.session, prefix, year, len(places[year]))
        for place, serial in zip(places[year], serials, strict=True):
            numbers[place] = case_number(prefix, year, serial)
    return numbers


def _row(case: NewCase, project: str, number: str, phase: str) -> dict[str, Any]:
    return {
        "uid": case.uid,
        "number": number,
        "project": project,
        "organisation": case.organisation,
        "household_uid": case.household_uid,
        "snapshot_uid": case.snapshot_uid,
        "reference_person_uid": case.reference_person_uid,
        "municipality": case.municipality,
        "point": case.point,
        "worker_uid": case.worker_uid,
        "phase": phase,
        "opened_on": case.opened_on,
        "closed_on": case.closed_on,
        "close_reason": case.close_reason,
        "last_contact_on": case.last_contact_on or case.opened_on,
        "is_draft": False,
        "voided_on": None,
        "source_ref": case.source_ref,
        "version": 1,
    }


def _steps(case_uid: UUID, phases: tuple[tuple[str, date], ...], actor: str) -> Iterator[dict[str, Any]]:
    # Uids in the order of the steps: it decides between two on one day.
    uids = sorted(new_uid() for _ in phases)
    for uid, (phase, on) in zip(uids, phases, strict=True):
        yield {"uid": uid, "case_uid": case_uid, "phase": phase, "on": on, "actor": actor}


def record_list_export(work: Work, kind: str) -> None:
    """Note that the list of cases was taken out as a file; who was on it is on record as looked at."""
    work.trail.record("case.list_export", "case", detail=kind)

"""Checks and the list of the coordinator in Dutch words."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.access.work import Work
from app.accounts.queries import user_names
from app.cases.labels import NOBODY
from app.cases.models import Case
from app.organisations.queries import municipality_names, organisation_names
from app.policy.queries import code_labels
from app.projects.uithuiszetting.models_checks import HousingCheck
from app.projects.uithuiszetting.queries_checks import Planned, checks_of
from app.projects.uithuiszetting.queries_escalation import Escalated
from app.web.formatting import date_nl


@dataclass(frozen=True)
class CheckRow:
    """A check that has to be done."""

    uid: UUID
    number: str
    municipality: str
    outcome: str
    closed_on: date
    due_on: date
    months: int
    is_late: bool


@dataclass(frozen=True)
class EscalatedRow:
    """A report for the coordinator."""

    number: str
    municipality: str
    organisation: str
    worker: str
    concerns: list[tuple[date, str]]


def check_rows(work: Work, found: list[Planned]) -> list[CheckRow]:
    """The checks that have to be done, in words."""
    places, outcomes = municipality_names(work.session), code_labels(work.session, "eviction_outcome")
    return [
        CheckRow(
            uid=planned.check.uid,
            number=planned.case.number,
            municipality=places.get(planned.case.municipality, planned.case.municipality),
            outcome=outcomes.get(planned.case.close_reason or "", ""),
            closed_on=planned.check.closed_on,
            due_on=planned.check.due_on,
            months=planned.check.months,
            is_late=planned.check.due_on < work.clock.today(),
        )
        for planned in found
    ]


def check_lines(work: Work, case: Case) -> list[str]:
    """The checks of one case: done, or when they are due."""
    results = code_labels(work.session, "eviction_check")
    return [_line(check, results) for check in checks_of(work.session, case.uid) if _counts(check, case)]


def _counts(check: HousingCheck, case: Case) -> bool:
    return check.done_on is not None or check.closed_on == case.closed_on


def _line(check: HousingCheck, results: dict[str, str]) -> str:
    head = f"Na {check.months} maanden"
    if check.done_on is None:
        return f"{head}: na te kijken tegen {date_nl(check.due_on)}"
    return f"{head}: {results.get(check.result or '', '').lower()} ({date_nl(check.done_on)})"


def escalated_rows(work: Work, found: list[Escalated]) -> list[EscalatedRow]:
    """The list of the coordinator in words; no names of tenants."""
    places, services = municipality_names(work.session), organisation_names(work.session)
    workers = user_names(work.session, [each.case.worker_uid for each in found if each.case.worker_uid])
    return [
        EscalatedRow(
            number=each.case.number,
            municipality=places.get(each.case.municipality, each.case.municipality),
            organisation=services.get(each.case.organisation, each.case.organisation),
            worker=workers.get(each.case.worker_uid, NOBODY) if each.case.worker_uid else NOBODY,
            concerns=[(concern.day, concern.words) for concern in each.concerns],
        )
        for each in found
    ]

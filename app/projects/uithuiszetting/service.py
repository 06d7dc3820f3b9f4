"""The verbs of the desk: report a threatened eviction, log a stage, note or lift the tenant's objection."""

from datetime import date
from typing import Final
from uuid import UUID

from app.access.work import Work
from app.cases.loading import require_writable
from app.cases.models import Case
from app.cases.service import open_case
from app.clients.household import current_household, take_snapshot
from app.clients.queries import person_for
from app.core.errors import Refused
from app.organisations.queries import municipalities
from app.policy.models import Code
from app.policy.queries import codes
from app.projects.uithuiszetting.counted import PROJECT_KEY
from app.projects.uithuiszetting.models import Report, StageEvent
from app.projects.uithuiszetting.queries import eviction_of, report_numbered
from app.projects.uithuiszetting.rules import WITHDRAWN, Step, Told, check_happened, check_members, check_planned

REPORTED: Final = "gemeld"
FOLLOWED: Final = "in_opvolging"


def report_eviction(
    work: Work, *, person_uid: UUID, told: Told, organisation: str, worker_uid: UUID | None = None
) -> Case:
    """Open a case for a threatened eviction, with how far it stands.

    A report on the same dwelling as an earlier one may stand beside an open case: both are counted as reports.
    """
    person = person_for(work, person_uid, "person.write")
    _check_told(work, told)
    dwelling = report_numbered(work, told.same_dwelling_as).dwelling_ref if told.same_dwelling_as else None
    household = current_household(work, person_uid=person.uid, on=told.reported_on)
    case = open_case(
        work,
        project=PROJECT_KEY,
        organisation=organisation,
        municipality=told.municipality,
        snapshot=take_snapshot(
            work, household_uid=household.uid, on=told.reported_on, adults=told.adults, children=told.children
        ),
        reference_person=person,
        opened_on=told.reported_on,
        worker_uid=worker_uid,
        beside_open_case=dwelling is not None,
        field="same_dwelling_as",
    )
    report = Report(
        case_uid=case.uid,
        dwelling_ref=dwelling or case.number,
        reporter=told.reporter,
        problems=list(told.problems),
        objects_since=told.reported_on if told.objects else None,
        address=told.address,
    )
    work.session.add(report)
    work.trail.record("eviction.report", "eviction_report", report.uid, case_uid=case.uid, detail=told.reporter)
    _add_stage(work, case, Step(told.stage, told.reported_on))
    work.session.flush()
    return case


def log_stage(work: Work, *, case: Case, step: Step) -> StageEvent:
    """Write down that something happened on the way to the eviction, or away from it."""
    require_writable(work, case)
    require_open(case)
    check_happened(step.on, work.clock.today(), "on")
    code = _code(work, "eviction_stage", step.stage, step.on, "stage", "Kies een stap uit de lijst.")
    check_planned(step, bool(code.attrs.get("has_planned_day")))
    if step.accepted is not None and not code.attrs.get("asks_answer"):
        raise Refused("Alleen bij een hulpaanbod hoort een antwoord van de huurder.", "accepted")
    event = _add_stage(work, case, step)
    work.session.flush()
    return event


def note_objection(work: Work, *, case: Case, on: date) -> Report:
    """The tenant objects to sharing: what still waits for an answer is withdrawn, and nothing more is passed on."""
    require_writable(work, case)
    require_open(case)
    known = eviction_of(work.session, case.uid)
    if known.report.objects_since is not None:
        raise Refused("Het verzet van de huurder is al genoteerd.", "on")
    check_happened(on, work.clock.today(), "on")
    known.report.objects_since = on
    waiting = known.waiting
    if waiting is not None:
        waiting.answer, waiting.answered_on = WITHDRAWN, max(on, waiting.sent_on)
        work.trail.record("eviction.withdraw", "eviction_dispatch", waiting.uid, case_uid=case.uid)
    work.trail.record(
        "eviction.objection", "eviction_report", known.report.uid, case_uid=case.uid, fields=["objects_since"]
    )
    work.session.flush()
    return known.report


def lift_objection(work: Work, *, case: Case) -> Report:
    """The tenant agrees after all that the report is shared."""
    require_writable(work, case)
    require_open(case)
    report = eviction_of(work.session, case.uid).report
    if report.objects_since is None:
        raise Refused("Er staat geen verzet van de huurder genoteerd.")
    report.objects_since = None
    work.trail.record(
        "eviction.lift_objection", "eviction_report", report.uid, case_uid=case.uid, fields=["objects_since"]
    )
    work.session.flush()
    return report


def require_open(case: Case) -> None:
    """Refuse a step on a case that is closed."""
    if case.closed_on is not None:
        raise Refused("Dit dossier is afgesloten. Heropen het eerst.")


def _add_stage(work: Work, case: Case, step: Step) -> StageEvent:
    event = StageEvent(
        case_uid=case.uid,
        stage=step.stage,
        on=step.on,
        planned_on=step.planned_on,
        accepted=step.accepted,
        actor=work.actor.key,
    )
    work.session.add(event)
    work.trail.record("eviction.stage", "eviction_stage", event.uid, case_uid=case.uid, detail=step.stage)
    return event


def _check_told(work: Work, told: Told) -> None:
    on = told.reported_on
    check_happened(on, work.clock.today(), "reported_on")
    check_members(told.adults, told.children)
    if told.municipality not in {place.nis5 for place in municipalities(work.session, on)}:
        raise Refused("Kies een gemeente uit de lijst.", "municipality")
    _code(work, "eviction_reporter", told.reporter, on, "reporter", "Kies wie meldt uit de lijst.")
    _code(work, "eviction_stage", told.stage, on, "stage", "Kies een stap uit de lijst.")
    if not told.problems:
        raise Refused("Kies minstens één probleem.", "problem_kinds")
    for problem in told.problems:
        _code(work, "eviction_problem", problem, on, "problem_kinds", "Kies problemen uit de lijst.")


def _code(work: Work, name: str, key: str, on: date, field: str, message: str) -> Code:
    found = next((code for code in codes(work.session, name, on) if code.key == key), None)
    if found is None:
        raise Refused(message, field)
    return found

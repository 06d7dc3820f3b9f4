"""The verbs of a case: open, hand over, move through its phases, close, reopen, void."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from app.access.work import Work
from app.cases.kinds import CaseKind, kind_of
from app.cases.loading import require_writable
from app.cases.models import Case, PhaseChange
from app.cases.numbers import take_number
from app.cases.queries_household import open_case_of
from app.cases.rules import Span, check_not_future, check_step_day
from app.cases.service_privacy import require_basis, rest_on_project
from app.clients.models import Person
from app.clients.models_household import HouseholdSnapshot
from app.core.errors import Refused
from app.policy.queries import codes


def open_case(
    work: Work,
    *,
    project: str,
    organisation: str,
    municipality: str,
    snapshot: HouseholdSnapshot,
    reference_person: Person,
    opened_on: date,
    phase: str | None = None,
    worker_uid: UUID | None = None,
    point: str | None = None,
    is_draft: bool = False,
    beside_open_case: bool = False,
    field: str | None = None,
) -> Case:
    """Open a case under the next number of its project and year.

    Refused, at `field`, beside an open case of the household that the actor sees (C7), unless `beside_open_case`.
    """
    _check_opening(work, kind := kind_of(project), organisation, opened_on, phase)
    if not beside_open_case:
        _refuse_second_case(work, project, snapshot.household_uid, reference_person.uid, field)
    case = Case(
        number=take_number(work.session, kind.prefix, opened_on.year),
        project=project,
        organisation=organisation,
        municipality=municipality,
        household_uid=snapshot.household_uid,
        snapshot=snapshot,
        reference_person=reference_person,
        phase=phase or kind.first_phase.key,
        opened_on=opened_on,
        last_contact_on=opened_on,
        worker_uid=worker_uid,
        point=point,
        is_draft=is_draft,
        created_at=work.clock.now(),
    )
    return _begin(work, case)


def _begin(work: Work, case: Case) -> Case:
    work.session.add(case)
    work.session.flush()
    _enter_phase(work, case, case.phase, case.opened_on)
    rest_on_project(work, case)
    work.trail.record("case.open", "case", case.uid, case_uid=case.uid, detail=case.phase)
    work.session.flush()
    return case


def _check_opening(work: Work, kind: CaseKind, organisation: str, opened_on: date, phase: str | None) -> None:
    if not work.actor.holds("case.write", kind.key, organisation):
        raise Refused("Je kunt geen dossier openen voor deze organisatie.", "organisation")
    check_not_future(opened_on, work.clock.today(), "opened_on")
    if phase is not None:
        _open_phase(kind, phase)


def _refuse_second_case(work: Work, project: str, household_uid: UUID, person_uid: UUID, field: str | None) -> None:
    present = open_case_of(work, project=project, household_uid=household_uid, person_uid=person_uid)
    if present is not None:
        raise Refused(
            f"Voor dit huishouden loopt al dossier {present.number}. Werk daarin verder, of sluit het eerst af.", field
        )


def change_phase(work: Work, *, case: Case, to: str, on: date) -> PhaseChange:
    """Bring an open case into another open phase. Closing is a verb of its own."""
    require_writable(work, case)
    _require_open(case)
    phase = _open_phase(kind_of(case.project), to)
    if phase == case.phase:
        raise Refused("Het dossier staat al in deze fase. Kies een andere.", "to")
    check_step_day(on, Span(case.opened_on), _last_step(work, case), work.clock.today())
    _check_step(work, case, phase, None, on)
    if case.phase == kind_of(case.project).first_phase.key:
        require_basis(work, case)
    case.phase = phase
    change = _enter_phase(work, case, phase, on)
    work.trail.record("case.phase", "case", case.uid, case_uid=case.uid, fields=["phase"], detail=phase)
    work.session.flush()
    kind = kind_of(case.project)
    if kind.on_phase:
        kind.on_phase(work, case, on)
    return change


def assign_worker(work: Work, *, case: Case, worker_uid: UUID | None) -> None:
    """Make a colleague responsible for the case, or nobody."""
    require_writable(work, case)
    case.worker_uid = worker_uid
    work.trail.record("case.assign", "case", case.uid, case_uid=case.uid, fields=["worker_uid"])
    work.session.flush()


def close_case(work: Work, *, case: Case, on: date, reason: str) -> None:
    """End an open case with a reason from its project's list."""
    require_writable(work, case)
    _require_open(case)
    kind = kind_of(case.project)
    if reason not in {code.key for code in codes(work.session, kind.close_reasons, on)}:
        raise Refused("Kies een reden uit de lijst.", "reason")
    check_step_day(on, Span(case.opened_on), _last_step(work, case), work.clock.today())
    if on < case.last_contact_on:
        raise Refused("Er is nog een contact van een latere dag. Sluit af op die dag of later.", "on")
    _check_step(work, case, kind.closed_phase.key, reason, on)
    case.closed_on, case.close_reason, case.phase = on, reason, kind.closed_phase.key
    _enter_phase(work, case, case.phase, on)
    work.trail.record(
        "case.close", "case", case.uid, case_uid=case.uid, fields=["closed_on", "close_reason", "phase"], detail=reason
    )
    work.session.flush()
    if kind.on_close:
        kind.on_close(work, case)


def reopen_case(work: Work, *, case: Case, on: date, phase: str | None = None) -> None:
    """Take up a closed case again, in the open phase in which it was last unless another is named."""
    require_writable(work, case)
    if case.closed_on is None:
        raise Refused("Dit dossier is niet afgesloten.")
    check_step_day(on, Span(case.opened_on), max(case.closed_on, _last_step(work, case)), work.clock.today())
    kind = kind_of(case.project)
    to = _open_phase(kind, phase) if phase else _last_open_phase(work, case, kind)
    _check_step(work, case, to, None, on)
    case.phase = to
    case.closed_on = case.close_reason = None
    _enter_phase(work, case, case.phase, on)
    work.trail.record("case.reopen", "case", case.uid, case_uid=case.uid, fields=["closed_on", "close_reason", "phase"])
    work.session.flush()


def void_case(work: Work, *, case: Case) -> None:
    """Take a case that was opened by mistake out of lists and counts; its records stay (C11)."""
    require_writable(work, case)
    case.voided_on = work.clock.today()
    work.trail.record("case.void", "case", case.uid, case_uid=case.uid, fields=["voided_on"])
    work.session.flush()


def _enter_phase(work: Work, case: Case, phase: str, on: date) -> PhaseChange:
    change = PhaseChange(case_uid=case.uid, phase=phase, on=on, actor=work.actor.key)
    work.session.add(change)
    return change


def _check_step(work: Work, case: Case, to: str, reason: str | None, on: date) -> None:
    kind = kind_of(case.project)
    if kind.check_step:
        kind.check_step(work, case, to, reason, on)


def _open_phase(kind: CaseKind, key: str) -> str:
    phase = kind.phase(key)
    if phase is None or not phase.is_open:
        raise Refused("Kies een fase uit de lijst.", "to")
    return phase.key


def _require_open(case: Case) -> None:
    if case.closed_on is not None:
        raise Refused("Dit dossier is afgesloten. Heropen het eerst.")


def _last_step(work: Work, case: Case) -> date:
    last = work.session.scalar(select(func.max(PhaseChange.on)).where(PhaseChange.case_uid == case.uid))
    return last or case.opened_on


def _last_open_phase(work: Work, case: Case, kind: CaseKind) -> str:
    newest_first = select(PhaseChange.phase).where(PhaseChange.case_uid == case.uid)
    for key in work.session.scalars(newest_first.order_by(PhaseChange.on.desc(), PhaseChange.uid.desc())):
        phase = kind.phase(key)
        if phase is not None and phase.is_open:
            return key
    return kind.first_phase.key

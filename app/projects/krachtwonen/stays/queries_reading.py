"""Reading stays for a page: one with its unit, case and papers; those of a case, of a unit, those that are due."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.access.scope import scope
from app.access.work import Work
from app.cases.models import Case
from app.cases.place import Place
from app.cases.scope import case_scope
from app.core.errors import NotFound
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.homes.queries import HERE, unit_for
from app.projects.krachtwonen.kinds import CRISIS_KINDS, StayStatus
from app.projects.krachtwonen.paging import PAGE, Shown, below, cut
from app.projects.krachtwonen.permissions import MANAGE
from app.projects.krachtwonen.stays.models import Stay
from app.projects.krachtwonen.stays.models_papers import Absence, Agreement

_DUE: Final = 12


def stays_of_unit(work: Work, unit_uid: UUID, after: Place | None = None) -> Shown[tuple[Stay, str | None]]:
    """The stays in a unit with the number of their case, as far as the actor may see it; the latest first."""
    visible = case_scope(work, "case.read")
    query = (
        select(Stay, Case.number)
        .outerjoin_from(Stay, Case, (Case.uid == Stay.case_uid) & visible)
        .where(Stay.unit_uid == unit_uid, *below(Stay.moved_in, Stay.uid, after))
        .order_by(Stay.moved_in.desc(), Stay.uid.desc())
        .limit(PAGE + 1)
    )
    rows = [(stay, number) for stay, number in work.session.execute(query)]
    return cut(rows, lambda last: Place(last[0].moved_in, last[0].uid).write())


@dataclass(frozen=True)
class StayRead:
    """A stay with its home, its papers and absences, and its case when the actor may see that."""

    stay: Stay
    unit: Unit
    case: Case | None
    agreement: Agreement | None
    absences: list[Absence]


def stay_to_read(work: Work, uid: UUID) -> StayRead:
    """A stay in a unit where the actor may give places."""
    stay = work.session.get(Stay, uid)
    if stay is None:
        raise NotFound
    unit = unit_for(work, stay.unit_uid)
    absences = select(Absence).where(Absence.stay_uid == uid).order_by(Absence.away_from)
    return StayRead(
        stay=stay,
        unit=unit,
        case=_case(work, stay.case_uid),
        agreement=work.session.get(Agreement, uid),
        absences=list(work.session.scalars(absences)),
    )


def absence_to_read(work: Work, uid: UUID) -> tuple[Absence, StayRead]:
    """An absence with its stay."""
    absence = work.session.get(Absence, uid)
    if absence is None:
        raise NotFound
    return absence, stay_to_read(work, absence.stay_uid)


def _case(work: Work, uid: UUID | None) -> Case | None:
    if uid is None:
        return None
    seen = case_scope(work, "case.read")
    query = select(Case).where(Case.uid == uid, seen).options(joinedload(Case.reference_person))
    return work.session.scalars(query).one_or_none()


def stays_of_case(work: Work, case_uid: UUID) -> list[tuple[Stay, Unit]]:
    """The stays of a case that the caller already opened within its scope, the latest first."""
    query = select(Stay, Unit).join(Unit, Unit.uid == Stay.unit_uid).where(Stay.case_uid == case_uid)
    return [(stay, unit) for stay, unit in work.session.execute(query.order_by(Stay.moved_in.desc(), Stay.uid))]


def due_stays(work: Work, status: StayStatus, until: date) -> Shown[tuple[Stay, Unit, Case | None]]:
    """Planned stays that begin, or running ones whose agreed end comes, at the latest on a day; the first of them.

    Beds for a night are on the page of the crisis network.
    """
    day = Stay.moved_in if status is StayStatus.PLANNED else Stay.agreed_until
    visible = case_scope(work, "case.read")
    query = (
        select(Stay, Unit, Case)
        .join(Unit, Unit.uid == Stay.unit_uid)
        .outerjoin(Case, (Case.uid == Stay.case_uid) & visible)
        .options(joinedload(Case.reference_person))
        .where(scope(work.actor, MANAGE, HERE, Unit.organisation), Stay.status == status, day <= until)
        .where(Unit.kind.not_in(CRISIS_KINDS))
        .order_by(day, Stay.uid)
        .limit(_DUE + 1)
    )
    rows = [(stay, unit, case) for stay, unit, case in work.session.execute(query)]
    return cut(rows, lambda last: last[0].uid.hex, _DUE)

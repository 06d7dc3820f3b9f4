"""Reading the checks after 6 and 12 months."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.access.work import Work
from app.cases.models import Case
from app.cases.scope import case_scope
from app.core.errors import NotFound
from app.projects.uithuiszetting.models_checks import HousingCheck

AHEAD: Final = timedelta(days=14)
MOST: Final = 100


@dataclass(frozen=True)
class Planned:
    """A check and the closed report that it looks back on."""

    check: HousingCheck
    case: Case


def checks_of(session: Session, case_uid: UUID) -> list[HousingCheck]:
    """The checks of a case that the caller opened within its scope, in the order of their days."""
    query = select(HousingCheck).where(HousingCheck.case_uid == case_uid)
    return list(session.scalars(query.order_by(HousingCheck.due_on, HousingCheck.uid)))


def checks_due(work: Work) -> list[Planned]:
    """What has to be looked back on within two weeks or should have been, the oldest day first."""
    query = _open(work).where(HousingCheck.due_on <= work.clock.today() + AHEAD)
    found = work.session.execute(query.order_by(HousingCheck.due_on, HousingCheck.uid).limit(MOST))
    return [Planned(check, case) for check, case in found]


def check_at(work: Work, uid: UUID) -> Planned:
    """One check that nobody did yet; NotFound for any other."""
    return _one(work, _open(work).where(HousingCheck.uid == uid))


def check_for_change(work: Work, uid: UUID) -> Planned:
    """The same as it is now, locked, for a verb."""
    query = _open(work).where(HousingCheck.uid == uid).with_for_update(of=HousingCheck)
    return _one(work, query.execution_options(populate_existing=True))


def _one(work: Work, query: Select[HousingCheck, Case]) -> Planned:
    found = work.session.execute(query).one_or_none()
    if found is None:
        raise NotFound
    return Planned(found[0], found[1])


def _open(work: Work) -> Select[HousingCheck, Case]:
    return (
        select(HousingCheck, Case)
        .join(Case, Case.uid == HousingCheck.case_uid)
        .where(
            case_scope(work, "case.write"),
            Case.voided_on.is_(None),
            Case.closed_on == HousingCheck.closed_on,
            HousingCheck.done_on.is_(None),
        )
    )

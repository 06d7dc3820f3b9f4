"""The open case that a household already has, and the cases of one person."""

from uuid import UUID

from sqlalchemy import or_, select

from app.access.work import Work
from app.cases.loading import visible_cases
from app.cases.models import Case
from app.clients.models_household import Membership


def open_case_of(
    work: Work, *, project: str, household_uid: UUID | None = None, person_uid: UUID | None = None
) -> Case | None:
    """The newest open case of this project for the household, or for whoever is its reference person (C7)."""
    query = visible_cases(work).where(
        Case.project == project,
        Case.closed_on.is_(None),
        Case.voided_on.is_(None),
        or_(Case.household_uid == household_uid, Case.reference_person_uid == person_uid),
    )
    return work.session.scalars(query.order_by(Case.opened_on.desc(), Case.uid.desc()).limit(1)).one_or_none()


def cases_of_person(work: Work, person_uid: UUID) -> list[Case]:
    """The cases that the actor may see of every household this person is or was in, newest first."""
    households = select(Membership.household_uid).where(Membership.person_uid == person_uid)
    query = visible_cases(work).where(
        Case.voided_on.is_(None), or_(Case.household_uid.in_(households), Case.reference_person_uid == person_uid)
    )
    return list(work.session.scalars(query.order_by(Case.opened_on.desc(), Case.uid.desc()).limit(50)))

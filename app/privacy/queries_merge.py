"""Reading for merging: who resembles somebody, and the proposals."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.work import Work
from app.clients.duplicates import Candidate, possible_duplicates
from app.clients.models import Person
from app.clients.queries import unseen
from app.core.errors import NotFound
from app.privacy.models_merge import PersonMerge


def resembling(work: Work, person: Person) -> list[Candidate]:
    """Persons within sight who may be the same as this one."""
    return possible_duplicates(work, unseen(person), {person.uid})


def proposals(work: Work) -> list[PersonMerge]:
    """Every proposal: those that wait first, then the newest."""
    query = select(PersonMerge).order_by(PersonMerge.decided_at.is_not(None), PersonMerge.proposed_at.desc())
    return list(work.session.scalars(query.limit(100)))


def proposal(work: Work, uid: UUID) -> PersonMerge:
    """One proposal; NotFound otherwise."""
    found = work.session.get(PersonMerge, uid)
    if found is None:
        raise NotFound
    return found


def with_merged(session: Session, persons: list[UUID]) -> list[UUID]:
    """These persons and every earlier inscription that was put together with them and still has its key."""
    query = select(Person.uid).where(Person.merged_into_uid.in_(persons), Person.erased_on.is_(None))
    return sorted({*persons, *session.scalars(query)})

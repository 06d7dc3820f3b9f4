"""Reading restrictions and what stood in a file before."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.work import Work
from app.clients.models_rights import FormerIdentity, Restriction

RESTRICTED: Final = (
    "Het gebruik van deze gegevens is beperkt, op vraag van de betrokkene. Lezen kan, wijzigen niet tot de beperking "
    "is opgeheven."
)


def is_restricted(session: Session, person_uid: UUID) -> bool:
    """Whether the use of somebody's data is restricted now."""
    return bool(restricted(session, [person_uid]))


def restricted(session: Session, persons: Iterable[UUID]) -> set[UUID]:
    """Those whose data is restricted now."""
    query = select(Restriction.person_uid).where(
        Restriction.person_uid.in_(set(persons)), Restriction.lifted_at.is_(None)
    )
    return set(session.scalars(query))


def restrictions_of(work: Work, person_uid: UUID) -> list[Restriction]:
    """Every restriction of one person, newest first."""
    query = select(Restriction).where(Restriction.person_uid == person_uid)
    return list(work.session.scalars(query.order_by(Restriction.placed_at.desc())))


def former_identities(work: Work, person_uid: UUID) -> list[FormerIdentity]:
    """What stood in the file before each correction, newest first."""
    query = select(FormerIdentity).where(FormerIdentity.person_uid == person_uid)
    return list(work.session.scalars(query.order_by(FormerIdentity.replaced_at.desc()).limit(50)))

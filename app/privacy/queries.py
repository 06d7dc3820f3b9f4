"""Reading for erasure and retention: who a reference means, and the certificates."""

from uuid import UUID

from sqlalchemy import or_, select

from app.access.work import Work
from app.cases.models import Case
from app.clients.models import Person
from app.core.errors import NotFound, Refused
from app.privacy.models import ErasureCertificate


def person_by_ref(work: Work, ref: str) -> Person:
    """The person that a reference means: a uid, a reference of a register, or the number or reference of a case.

    Refused when there is nobody, or when it could be more than one person.
    """
    wanted = ref.strip()
    uid = _as_uid(wanted)
    person = work.session.get(Person, uid) if uid else None
    if person is not None:
        return person
    of_cases = select(Case.reference_person_uid).where(or_(Case.number == wanted, Case.source_ref == wanted))
    query = select(Person).where(or_(Person.source_ref == wanted, Person.uid.in_(of_cases))).limit(2)
    found = list(work.session.scalars(query))
    if not found:
        raise Refused("Er is niemand met deze verwijzing. Geef een dossiernummer of de verwijzing van een register.")
    if len(found) > 1:
        raise Refused("Deze verwijzing hoort bij meer dan één persoon. Geef een dossiernummer.")
    return found[0]


def everybody(work: Work) -> list[UUID]:
    """Every person who is not erased yet."""
    return list(work.session.scalars(select(Person.uid).where(Person.erased_on.is_(None)).order_by(Person.uid)))


def certificates(work: Work) -> list[ErasureCertificate]:
    """Every certificate, newest first."""
    return list(work.session.scalars(select(ErasureCertificate).order_by(ErasureCertificate.number.desc()).limit(500)))


def certificate(work: Work, number: int) -> ErasureCertificate:
    """One certificate; NotFound otherwise."""
    found = work.session.get(ErasureCertificate, number)
    if found is None:
        raise NotFound
    return found


def _as_uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

"""Reading referrals to the recovery stay: who waits for a decision, who is there, who left."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Select, case, literal, select

from app.access.scope import scope
from app.access.work import Work
from app.clients.models import Person
from app.core.errors import NotFound
from app.crypto.sealed import load_keys
from app.projects.krachtwonen.kinds import PROJECT_KEY, MedicalDecision
from app.projects.krachtwonen.permissions import MEDICAL
from app.projects.krachtwonen.recovery.models import MedicalFile, MedicalReferral
from app.projects.krachtwonen.stays.models import Presence

MOST_SHOWN: Final = 100


@dataclass(frozen=True)
class Referred:
    """A referral with what is known about it."""

    referral: MedicalReferral
    file: MedicalFile | None
    person: Person | None
    presence: Presence | None


def referrals(work: Work) -> list[Referred]:
    """Those to decide first, then the newest; keys loaded."""
    waits = case((MedicalReferral.decision == MedicalDecision.OPEN, 0), else_=1)
    query = _referrals(work).order_by(waits, MedicalReferral.referred_on.desc(), MedicalReferral.uid)
    return _loaded(work, query.limit(MOST_SHOWN))


def referral_for(work: Work, ref: str, *, lock: bool = False) -> Referred:
    """One referral within sight."""
    query = _referrals(work).where(MedicalReferral.ref == ref)
    if lock:
        query = query.with_for_update(of=MedicalReferral).execution_options(populate_existing=True)
    found = _loaded(work, query)
    if not found:
        raise NotFound
    return found[0]


def _referrals(work: Work) -> Select[MedicalReferral, MedicalFile, Person, Presence]:
    return (
        select(MedicalReferral, MedicalFile, Person, Presence)
        .outerjoin(MedicalFile, MedicalFile.uid == MedicalReferral.uid)
        .outerjoin(Presence, Presence.uid == MedicalReferral.presence_uid)
        .outerjoin(Person, (Person.uid == MedicalFile.person_uid) | (Person.uid == Presence.person_uid))
        .where(scope(work.actor, MEDICAL, literal(PROJECT_KEY), MedicalReferral.organisation))
    )


def _loaded(work: Work, query: Select[MedicalReferral, MedicalFile, Person, Presence]) -> list[Referred]:
    rows = [Referred(*row) for row in work.session.execute(query)]
    load_keys(each.person for each in rows if each.person is not None)
    return rows

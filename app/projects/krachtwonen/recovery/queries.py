"""Reading referrals to the recovery stay: who waits for a decision, who is there, who left."""

from dataclasses import dataclass

from sqlalchemy import Select, and_, case, literal, or_, select

from app.access.scope import scope
from app.access.work import Work
from app.cases.place import Place
from app.clients.models import Person
from app.core.errors import NotFound
from app.crypto.sealed import load_keys
from app.projects.krachtwonen.kinds import PROJECT_KEY, MedicalDecision
from app.projects.krachtwonen.paging import PAGE, Mark, Shown, below, cut
from app.projects.krachtwonen.permissions import MEDICAL
from app.projects.krachtwonen.recovery.models import MedicalFile, MedicalReferral
from app.projects.krachtwonen.stays.models import Presence


@dataclass(frozen=True)
class Referred:
    """A referral with what is known about it."""

    referral: MedicalReferral
    file: MedicalFile | None
    person: Person | None
    presence: Presence | None


def referrals(work: Work, after: Mark | None = None) -> Shown[Referred]:
    """Those to decide first, then the newest; keys loaded."""
    waits = MedicalReferral.decision == MedicalDecision.OPEN
    query = _referrals(work).order_by(
        case((waits, 0), else_=1), MedicalReferral.referred_on.desc(), MedicalReferral.uid.desc()
    )
    if after is not None:
        older = and_(*below(MedicalReferral.referred_on, MedicalReferral.uid, after.place))
        query = query.where(or_(~waits, older) if after.in_first else and_(~waits, older))
    shown = cut(_read(work, query.limit(PAGE + 1)), _mark)
    load_keys(each.person for each in shown.rows if each.person is not None)
    return shown


def _mark(last: Referred) -> str:
    referral = last.referral
    is_open = referral.decision is MedicalDecision.OPEN
    return Mark(is_open, Place(referral.referred_on, referral.uid)).write()


def referral_for(work: Work, ref: str, *, lock: bool = False) -> Referred:
    """One referral within sight."""
    query = _referrals(work).where(MedicalReferral.ref == ref)
    if lock:
        query = query.with_for_update(of=MedicalReferral).execution_options(populate_existing=True)
    found = _read(work, query)
    if not found:
        raise NotFound
    load_keys(each.person for each in found if each.person is not None)
    return found[0]


def _referrals(work: Work) -> Select[MedicalReferral, MedicalFile, Person, Presence]:
    return (
        select(MedicalReferral, MedicalFile, Person, Presence)
        .outerjoin(MedicalFile, MedicalFile.uid == MedicalReferral.uid)
        .outerjoin(Presence, Presence.uid == MedicalReferral.presence_uid)
        .outerjoin(Person, (Person.uid == MedicalFile.person_uid) | (Person.uid == Presence.person_uid))
        .where(scope(work.actor, MEDICAL, literal(PROJECT_KEY), MedicalReferral.organisation))
    )


def _read(work: Work, query: Select[MedicalReferral, MedicalFile, Person, Presence]) -> list[Referred]:
    return [Referred(*row) for row in work.session.execute(query)]

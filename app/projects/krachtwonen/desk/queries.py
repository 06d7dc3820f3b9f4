"""The situations of the regional desk, by where they stand, within what the actor may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy import case as either
from sqlalchemy.orm import joinedload

from app.access.work import Work
from app.cases.loading import visible_cases
from app.cases.models import Case
from app.cases.place import Place
from app.clients.models import Person
from app.clients.queries import households_of
from app.clients.scope import visible
from app.crypto.sealed import load_keys
from app.projects.krachtwonen.desk.models import Situation, SituationPerson
from app.projects.krachtwonen.desk.queries_policy import same_situation_since
from app.projects.krachtwonen.kinds import PROJECT_KEY, OfferStatus, StayStatus
from app.projects.krachtwonen.paging import PAGE, Shown, below, cut
from app.projects.krachtwonen.stays.models import Stay
from app.projects.krachtwonen.waiting.models import Offer, Screening, WaitingEntry


class Stand(StrEnum):
    """Where a situation stands at the desk."""

    SCREEN = "screenen"
    DECIDE = "beslissen"
    LIST = "op-de-lijst"
    WAITING = "wacht"
    OFFERED = "aangeboden"
    HOUSED = "woont"
    OTHER = "andere"


@dataclass(frozen=True)
class Standing:
    """A situation with where it stands."""

    case: Case
    stand: Stand
    offer: str | None


_SCREENED = select(Screening.uid).where(Screening.uid == Case.uid).exists()
_WAITS = select(WaitingEntry.uid).where(WaitingEntry.case_uid == Case.uid, WaitingEntry.ended_on.is_(None)).exists()
_OFFERED = select(Offer.uid).where(Offer.case_uid == Case.uid, Offer.status == OfferStatus.OPEN).exists()
_HOUSED = (
    select(Stay.uid)
    .where(Stay.case_uid == Case.uid, Stay.status.in_((StayStatus.PLANNED, StayStatus.ARRIVED)))
    .exists()
)
_GETS_HOME = Situation.offer.in_(("aanbod_woning", "aanbod_beide"))
_CONDITIONS: dict[Stand, ColumnElement[bool]] = {
    Stand.SCREEN: and_(Situation.decided_on.is_(None), ~_SCREENED),
    Stand.DECIDE: and_(Situation.decided_on.is_(None), _SCREENED),
    Stand.OFFERED: _OFFERED,
    Stand.WAITING: and_(_WAITS, ~_OFFERED),
    Stand.HOUSED: _HOUSED,
    Stand.LIST: and_(_GETS_HOME, ~_WAITS, ~_OFFERED, ~_HOUSED),
}


def _open(work: Work) -> Select[Case]:
    return (
        visible_cases(work)
        .join(Situation, Situation.uid == Case.uid)
        .where(Case.project == PROJECT_KEY, Case.closed_on.is_(None), Case.voided_on.is_(None))
    )


def situations(work: Work, stand: Stand | None = None, after: Place | None = None) -> Shown[Standing]:
    """Open situations, the newest report first; those of one stand, or all."""
    columns = [condition.label(key.name.lower()) for key, condition in _CONDITIONS.items()]
    query = _open(work).add_columns(Situation.offer, *columns).options(joinedload(Case.reference_person))
    if stand is not None and stand in _CONDITIONS:
        query = query.where(_CONDITIONS[stand])
    query = query.where(*below(Case.opened_on, Case.uid, after))
    found = work.session.execute(query.order_by(Case.opened_on.desc(), Case.uid.desc()).limit(PAGE + 1)).all()
    rows = [Standing(row[0], _stand(row[2:]), row[1]) for row in found]
    shown = cut(rows, lambda row: Place(row.case.opened_on, row.case.uid).write())
    load_keys(row.case.reference_person for row in shown.rows)
    return shown


def _stand(flags: Sequence[bool]) -> Stand:
    return next((stand for stand, holds in zip(_CONDITIONS, flags, strict=True) if holds), Stand.OTHER)


def counts(work: Work) -> dict[Stand, int]:
    """How many open situations there are of each stand."""
    base = _open(work).with_only_columns(*(func.sum(_as_number(each)) for each in _CONDITIONS.values()))
    row = work.session.execute(base).one()
    return {stand: int(number or 0) for stand, number in zip(_CONDITIONS, row, strict=True)}


def _as_number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return either((condition, 1), else_=0)


def persons_of(work: Work, case_uid: UUID) -> list[Person]:
    """Who is in a situation, as far as the actor may see them; the caller opened the case within its scope."""
    query = (
        select(Person)
        .join(SituationPerson, SituationPerson.person_uid == Person.uid)
        .where(SituationPerson.situation_uid == case_uid, visible(work.actor))
        .order_by(SituationPerson.uid)
    )
    found = list(work.session.scalars(query))
    load_keys(found)
    return found


def same_situation(work: Work, person_uid: UUID, on: date) -> Case | None:
    """The case to which a report of today on this person belongs: one that is open, or was closed shortly before."""
    households = [one.uid for one in households_of(work, person_uid, on)]
    query = visible_cases(work, "case.write").where(
        Case.project == PROJECT_KEY,
        Case.voided_on.is_(None),
        or_(Case.household_uid.in_(households), Case.reference_person_uid == person_uid),
        or_(Case.closed_on.is_(None), Case.closed_on >= same_situation_since(work.session, on)),
    )
    return work.session.scalars(query.order_by(Case.opened_on.desc()).limit(1)).one_or_none()


def screening_of(work: Work, case_uid: UUID) -> Screening | None:
    """The screening of a case that the caller already opened within its scope."""
    return work.session.get(Screening, case_uid)


def situation_of(work: Work, case_uid: UUID) -> Situation:
    """The situation of a case that the caller already opened within its scope."""
    return work.session.get_one(Situation, case_uid)

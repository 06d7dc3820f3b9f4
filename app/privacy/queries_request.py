"""Reading requests of people, broken glass, and who looked into somebody's file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.access.scope import scope
from app.access.work import Work
from app.audit.models import AuditRecord
from app.audit.trail import CONSULT
from app.cases.models import Case
from app.cases.models_privacy import BrokenGlass
from app.clients.models import Person
from app.clients.scope import visible
from app.core.clock import BRUSSELS
from app.core.errors import NotFound
from app.privacy.models_request import RightsRequest
from app.privacy.people import cases_with
from app.privacy.queries_merge import with_merged

READ = "rights.read"
_MOST = 2000


@dataclass(frozen=True, slots=True)
class Looked:
    """Somebody looked, or changed something, on a day: for what purpose, into which case if it was one."""

    day: date
    actor: str
    purpose: str
    action: str
    case_uid: UUID | None
    times: int


def rights_person(work: Work, uid: UUID, permission: str = READ) -> Person:
    """The person whose rights the actor looks after; NotFound otherwise."""
    found = work.session.scalar(select(Person).where(Person.uid == uid, visible(work.actor, permission)))
    if found is None:
        raise NotFound
    return found


def requests(work: Work, *, person_uid: UUID | None = None) -> list[RightsRequest]:
    """Requests within sight: open ones first, by the day on which they are due."""
    query = select(RightsRequest).join(Person, Person.uid == RightsRequest.person_uid)
    query = query.where(visible(work.actor, READ))
    if person_uid is not None:
        query = query.where(RightsRequest.person_uid == person_uid)
    order = (RightsRequest.answered_on.is_not(None), RightsRequest.due_on, RightsRequest.uid)
    return list(work.session.scalars(query.order_by(*order).limit(200)))


def request_for_change(work: Work, uid: UUID) -> RightsRequest:
    """One request, locked; NotFound when it is of somebody out of sight."""
    query = select(RightsRequest).join(Person, Person.uid == RightsRequest.person_uid)
    query = query.where(RightsRequest.uid == uid, visible(work.actor, "rights.write"))
    found = work.session.scalar(query.with_for_update(of=RightsRequest).execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


def case_numbers(work: Work, persons: list[UUID]) -> dict[UUID, str]:
    """A case number by which to speak of each person without a name."""
    query = select(Case.reference_person_uid, func.max(Case.number)).where(Case.reference_person_uid.in_(persons))
    return dict(work.session.execute(query.group_by(Case.reference_person_uid)).all())


def broken_glass(work: Work) -> list[tuple[BrokenGlass, str]]:
    """Every time a shielded case was opened, what was not looked at yet first, with the number of the case."""
    query = select(BrokenGlass, Case.number).join(Case, Case.uid == BrokenGlass.case_uid)
    query = query.where(_watched(work)).order_by(BrokenGlass.seen_at.is_not(None), BrokenGlass.opened_at.desc())
    return [(glass, number) for glass, number in work.session.execute(query.limit(100))]


def glass_for_change(work: Work, uid: UUID) -> BrokenGlass:
    """One of those, locked."""
    query = (
        select(BrokenGlass).join(Case, Case.uid == BrokenGlass.case_uid).where(BrokenGlass.uid == uid, _watched(work))
    )
    found = work.session.scalar(query.with_for_update(of=BrokenGlass))
    if found is None:
        raise NotFound
    return found


def _watched(work: Work) -> ColumnElement[bool]:
    return scope(work.actor, "audit.read", Case.project, Case.organisation)


def who_looked(work: Work, person: Person) -> list[Looked]:
    """Who opened or changed what is kept of somebody, by day, newest first: of the person and of their cases."""
    cases, uids = cases_with(work.session, person.uid), with_merged(work.session, [person.uid])
    opened = and_(AuditRecord.action == CONSULT, AuditRecord.entity_uid.in_([*uids, *cases]))
    of_person = and_(AuditRecord.entity == "person", AuditRecord.entity_uid.in_(uids))
    changed = or_(AuditRecord.case_uid.in_(cases), of_person)
    query = select(AuditRecord.at, AuditRecord.actor, AuditRecord.purpose, AuditRecord.action, AuditRecord.entity_uid)
    rows = work.session.execute(query.where(or_(opened, changed)).order_by(AuditRecord.seq.desc()).limit(_MOST))
    return _by_day(rows, set(cases))


def _by_day(rows: Iterable[tuple[datetime, str, str, str, UUID | None]], cases: set[UUID]) -> list[Looked]:
    counted: dict[tuple[date, str, str, str, UUID | None], int] = {}
    for at, actor, purpose, action, entity in rows:
        key = (at.astimezone(BRUSSELS).date(), actor, purpose, action, entity if entity in cases else None)
        counted[key] = counted.get(key, 0) + 1
    return [Looked(*key, times) for key, times in counted.items()]

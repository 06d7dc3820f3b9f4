"""Reading the crisis network: free beds of a night, who is there, what was asked, who is suspended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select

from app.access.scope import scope
from app.access.work import Work
from app.cases.place import Place
from app.clients.models import Person
from app.core.errors import NotFound
from app.crypto.sealed import load_keys
from app.projects.krachtwonen.crisis.models import CrisisRequest, CrisisStay, Suspension
from app.projects.krachtwonen.homes.models import Unit, UnitPlace, UnitState
from app.projects.krachtwonen.kinds import CRISIS_KINDS, OUT_OF_SERVICE, PROJECT_KEY, StayStatus
from app.projects.krachtwonen.paging import PAGE, Shown, above, below, cut
from app.projects.krachtwonen.permissions import MANAGE
from app.projects.krachtwonen.stays.models import Presence, Stay
from app.projects.krachtwonen.stays.queries_overlap import HELD_UNTIL, overlapping
from app.projects.krachtwonen.stays.rules import Nights

_HERE: Final[ColumnElement[str]] = literal(PROJECT_KEY)


@dataclass(frozen=True)
class Bed:
    """A unit of the crisis network on one night."""

    unit: Unit
    free: int
    is_overdue: bool
    """Somebody was to leave and that is not written down."""


@dataclass(frozen=True)
class Guest:
    """Somebody in the crisis network, and where they sleep."""

    crisis: CrisisStay
    presence: Presence
    person: Person
    unit: Unit | None
    stay: Stay | None


def beds(work: Work, night: date) -> list[Bed]:
    """The units of the network that are in use on a night, with how many more people they take."""
    holds = or_(
        overlapping(Stay.moved_in, HELD_UNTIL, Nights(night, night + timedelta(days=1))),
        and_(Stay.status == StayStatus.ARRIVED, Stay.moved_in <= night),
    )
    taken = (
        select(
            Stay.unit_uid,
            func.count().label("taken"),
            func.min(HELD_UNTIL).filter(Stay.status == StayStatus.ARRIVED).label("due"),
        )
        .where(Stay.status != StayStatus.NO_SHOW, holds)
        .group_by(Stay.unit_uid)
        .subquery()
    )
    room = select(UnitPlace.unit_uid, func.count().label("room")).group_by(UnitPlace.unit_uid).subquery()
    broken = exists().where(
        UnitState.unit_uid == Unit.uid,
        UnitState.state.in_(OUT_OF_SERVICE),
        overlapping(UnitState.since, UnitState.until, Nights(night, night + timedelta(days=1))),
    )
    query = (
        select(Unit, room.c.room, func.coalesce(taken.c.taken, 0), taken.c.due)
        .join(room, room.c.unit_uid == Unit.uid)
        .outerjoin(taken, taken.c.unit_uid == Unit.uid)
        .where(
            Unit.kind.in_(CRISIS_KINDS),
            scope(work.actor, MANAGE, _HERE, Unit.organisation),
            Unit.in_pool_from <= night,
            or_(Unit.in_pool_to.is_(None), Unit.in_pool_to > night),
            ~broken,
        )
        .order_by(Unit.kind, Unit.ref)
    )
    return [
        Bed(unit, places - used if unit.is_shared or not used else 0, due is not None and due <= night)
        for unit, places, used, due in work.session.execute(query)
    ]


def guests(work: Work, night: date) -> list[Guest]:
    """Who sleeps in the network on a night, or slept there and was not written out; keys loaded."""
    query = (
        _guests(work)
        .where(
            or_(
                overlapping(Presence.first_night, Presence.until, Nights(night, night + timedelta(days=1))),
                and_(Stay.status == StayStatus.ARRIVED, Presence.first_night <= night),
            )
        )
        .order_by(CrisisStay.stay_group, Presence.first_night)
    )
    return _loaded(work, query)


def group(work: Work, ref: str) -> list[Guest]:
    """The people of one admission, who came first first; NotFound when there is none within sight."""
    found = _loaded(work, _guests(work).where(CrisisStay.stay_group == ref).order_by(CrisisStay.ref))
    if not found:
        raise NotFound
    return found


def _guests(work: Work) -> Select[CrisisStay, Presence, Person, Unit, Stay]:
    seen = scope(work.actor, MANAGE, _HERE, CrisisStay.organisation)
    return (
        select(CrisisStay, Presence, Person, Unit, Stay)
        .join(Presence, Presence.uid == CrisisStay.uid)
        .join(Person, Person.uid == Presence.person_uid)
        .outerjoin(Stay, Stay.uid == Presence.stay_uid)
        .outerjoin(Unit, Unit.uid == Stay.unit_uid)
        .where(seen)
    )


def _loaded(work: Work, query: Select[CrisisStay, Presence, Person, Unit, Stay]) -> list[Guest]:
    rows = [
        Guest(crisis, presence, person, unit, stay)
        for crisis, presence, person, unit, stay in work.session.execute(query)
    ]
    load_keys(each.person for each in rows)
    return rows


def requests(work: Work, after: Place | None = None) -> Shown[CrisisRequest]:
    """What was asked, the newest night first and the last question of a night before the others."""
    query = _requests(work).where(*below(CrisisRequest.night, CrisisRequest.uid, after))
    query = query.order_by(CrisisRequest.night.desc(), CrisisRequest.uid.desc()).limit(PAGE + 1)
    return cut(work.session.scalars(query).all(), lambda last: Place(last.night, last.uid).write())


def to_follow_up(work: Work) -> list[CrisisRequest]:
    """Admissions that the referrer has not taken over yet, the one that is due first first."""
    query = _requests(work).where(CrisisRequest.follow_up_due.is_not(None), CrisisRequest.followed_up_on.is_(None))
    return list(work.session.scalars(query.order_by(CrisisRequest.follow_up_due, CrisisRequest.uid)))


def request_for(work: Work, ref: str) -> CrisisRequest:
    """One question within sight, as it is now, locked."""
    query = _requests(work).where(CrisisRequest.ref == ref).with_for_update()
    found = work.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound
    return found


def _requests(work: Work) -> Select[CrisisRequest]:
    return select(CrisisRequest).where(scope(work.actor, MANAGE, _HERE, CrisisRequest.organisation))


def admissions_of(work: Work, persons: Iterable[UUID], since: date) -> dict[UUID, list[date]]:
    """The first night of every admission since a day, for each of these people; wherever they were sent from."""
    query = (
        select(Presence.person_uid, Presence.first_night)
        .join(CrisisStay, CrisisStay.uid == Presence.uid)
        .where(
            Presence.person_uid.in_(list(persons)),
            Presence.first_night >= since,
            or_(Presence.until.is_(None), Presence.until > Presence.first_night),
        )
    )
    found: dict[UUID, list[date]] = {}
    for person, night in work.session.execute(query):
        found.setdefault(person, []).append(night)
    return found


def suspension_of(work: Work, persons: Iterable[UUID], night: date) -> Suspension | None:
    """The suspension that keeps one of these people out on a night, if there is one."""
    query = select(Suspension).where(Suspension.person_uid.in_(list(persons)), in_force(night))
    return work.session.scalars(query.order_by(Suspension.until.desc())).first()


def suspended(work: Work, night: date, after: Place | None = None) -> Shown[tuple[Suspension, Person]]:
    """Who is suspended now or later, within sight, whoever is welcome again first first; keys loaded."""
    query = (
        select(Suspension, Person)
        .join(Person, Person.uid == Suspension.person_uid)
        .where(
            scope(work.actor, MANAGE, _HERE, Suspension.organisation),
            Suspension.lifted_on.is_(None),
            Suspension.until > night,
            *above(Suspension.until, Suspension.uid, after),
        )
        .order_by(Suspension.until, Suspension.uid)
        .limit(PAGE + 1)
    )
    rows = [(suspension, person) for suspension, person in work.session.execute(query)]
    shown = cut(rows, lambda last: Place(last[0].until, last[0].uid).write())
    load_keys(person for _, person in shown.rows)
    return shown


def in_force(night: date) -> ColumnElement[bool]:
    """The condition that a suspension holds on a night."""
    return and_(
        Suspension.since <= night,
        Suspension.until > night,
        or_(Suspension.lifted_on.is_(None), Suspension.lifted_on > night),
    )

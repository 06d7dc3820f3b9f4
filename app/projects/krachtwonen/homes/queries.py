"""Reading units with what belongs to them: places, states, features, terms; and how many each OCMW brings in."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, literal, or_, select, tuple_

from app.access.scope import scope
from app.access.work import Work
from app.core.errors import NotFound
from app.organisations.queries import municipalities
from app.projects.krachtwonen.desk.queries_policy import term
from app.projects.krachtwonen.homes.models import Unit, UnitPlace, UnitState
from app.projects.krachtwonen.homes.models_terms import UnitFeature, UnitTerms
from app.projects.krachtwonen.homes.rules import quota_of
from app.projects.krachtwonen.kinds import OUT_OF_SERVICE, POOL, PROJECT_KEY
from app.projects.krachtwonen.paging import PAGE, Shown, cut
from app.projects.krachtwonen.permissions import MANAGE
from app.projects.krachtwonen.stays.queries_overlap import overlapping
from app.projects.krachtwonen.stays.rules import Nights

MOST_UNITS = 400
"""What the board shows at once; beyond it one asks for a municipality or a kind."""
MOST_STATES = 50
"""The latest states of a unit on its page."""
HERE = literal(PROJECT_KEY)


@dataclass(frozen=True)
class UnitFilter:
    """What a list of units is narrowed to; every value may stand in an address."""

    kind: str | None = None
    municipality: str | None = None
    persons: int | None = None
    bedrooms: int | None = None
    features: tuple[str, ...] = ()


def units_in(work: Work, wanted: UnitFilter, first: date, after: date | None = None) -> Select[Unit]:
    """The units that are there on some day of [first, after), by municipality and name; at most a board."""
    return _units(work, wanted, first, after).limit(MOST_UNITS)


def units_listed(work: Work, wanted: UnitFilter, first: date, mark: str) -> Shown[Unit]:
    """The units that are there on a day or later, by municipality and name, behind the mark of the page before."""
    query = _units(work, wanted, first, None)
    nis5, _, ref = mark.partition(".")
    if ref:
        query = query.where(tuple_(Unit.municipality, Unit.ref) > (nis5, ref))
    found = work.session.scalars(query.limit(PAGE + 1)).all()
    return cut(found, lambda last: f"{last.municipality}.{last.ref}")


def _units(work: Work, wanted: UnitFilter, first: date, after: date | None) -> Select[Unit]:
    query = select(Unit).where(
        scope(work.actor, MANAGE, HERE, Unit.organisation),
        or_(Unit.in_pool_to.is_(None), Unit.in_pool_to > first),
    )
    if after is not None:
        query = query.where(Unit.in_pool_from < after)
    if wanted.kind is not None:
        query = query.where(Unit.kind == wanted.kind)
    if wanted.municipality is not None:
        query = query.where(Unit.municipality == wanted.municipality)
    if wanted.persons is not None:
        query = query.where(or_(Unit.max_persons.is_(None), Unit.max_persons >= wanted.persons))
    if wanted.bedrooms is not None:
        query = query.where(Unit.bedrooms >= wanted.bedrooms)
    for feature in wanted.features:
        has = select(UnitFeature.unit_uid).where(UnitFeature.feature == feature)
        query = query.where(Unit.uid.in_(has))
    return query.order_by(Unit.municipality, Unit.ref)


def features_of(work: Work, unit_uid: UUID) -> list[str]:
    """What a unit has."""
    query = select(UnitFeature.feature).where(UnitFeature.unit_uid == unit_uid).order_by(UnitFeature.feature)
    return list(work.session.scalars(query))


def terms_on(work: Work, unit_uid: UUID, day: date) -> UnitTerms | None:
    """The terms on which a unit is used on a day."""
    query = select(UnitTerms).where(UnitTerms.unit_uid == unit_uid, UnitTerms.valid_from <= day)
    return work.session.scalars(query.order_by(UnitTerms.valid_from.desc()).limit(1)).one_or_none()


def terms_of(work: Work, unit_uid: UUID) -> list[UnitTerms]:
    """All terms of a unit, the latest first."""
    query = select(UnitTerms).where(UnitTerms.unit_uid == unit_uid)
    return list(work.session.scalars(query.order_by(UnitTerms.valid_from.desc())))


def states_of(work: Work, unit_uid: UUID) -> list[UnitState]:
    """The states of a unit, the latest first."""
    query = select(UnitState).where(UnitState.unit_uid == unit_uid)
    return list(work.session.scalars(query.order_by(UnitState.since.desc(), UnitState.uid).limit(MOST_STATES)))


def state_for(work: Work, uid: UUID) -> tuple[UnitState, Unit]:
    """A state of a unit where the actor may give places."""
    state = work.session.get(UnitState, uid)
    if state is None:
        raise NotFound
    return state, unit_for(work, state.unit_uid)


@dataclass(frozen=True)
class Quota:
    """How many homes of the pool an OCMW brings in, and how many it should."""

    municipality: str
    name: str
    inhabitants: int
    wanted: int
    present: int


def quotas(work: Work, day: date) -> list[Quota]:
    """Each municipality against its share: one home for so many inhabitants (BR09)."""
    each = term(work.session, "quota", day)
    query = (
        select(Unit.municipality, func.count().label("number"))
        .where(Unit.kind == POOL, Unit.in_pool_from <= day, or_(Unit.in_pool_to.is_(None), Unit.in_pool_to > day))
        .group_by(Unit.municipality)
    )
    present = {row.municipality: row.number for row in work.session.execute(query)}
    return [
        Quota(place.nis5, place.name, place.inhabitants, quota_of(place.inhabitants, each), present.get(place.nis5, 0))
        for place in municipalities(work.session, day)
        if place.inhabitants is not None
    ]


def unit_for(work: Work, uid: UUID, *, lock: bool = False) -> Unit:
    """A unit where the actor may give places; with `lock` nobody else gives one until the transaction ends."""
    query = select(Unit).where(Unit.uid == uid)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    unit = work.session.scalar(query)
    if unit is None or not work.actor.holds(MANAGE, PROJECT_KEY, unit.organisation):
        raise NotFound
    return unit


def places(work: Work, unit_uid: UUID) -> list[int]:
    """The places of a unit."""
    query = select(UnitPlace.place).where(UnitPlace.unit_uid == unit_uid).order_by(UnitPlace.place)
    return list(work.session.scalars(query))


def out_of_service(work: Work, unit_uid: UUID, nights: Nights) -> UnitState | None:
    """The first state that keeps a unit from being lived in on one of these nights."""
    query = (
        select(UnitState)
        .where(
            UnitState.unit_uid == unit_uid,
            UnitState.state.in_(OUT_OF_SERVICE),
            overlapping(UnitState.since, UnitState.until, nights),
        )
        .order_by(UnitState.since)
    )
    return work.session.scalars(query).first()

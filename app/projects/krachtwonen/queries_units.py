"""Reading units with what belongs to them: states, features, terms, stays; and how many each OCMW brings in."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, literal, or_, select
from sqlalchemy.orm import joinedload

from app.access.scope import scope
from app.access.work import Work
from app.cases.models import Case
from app.cases.scope import case_scope
from app.core.errors import NotFound
from app.organisations.queries import municipalities
from app.projects.krachtwonen.kinds import CRISIS_KINDS, POOL, PROJECT_KEY, StayStatus
from app.projects.krachtwonen.models_homes import Absence, Agreement, UnitFeature, UnitTerms
from app.projects.krachtwonen.models_stays import Stay
from app.projects.krachtwonen.models_units import Unit, UnitState
from app.projects.krachtwonen.queries import MANAGE, unit_for
from app.projects.krachtwonen.queries_terms import term
from app.projects.krachtwonen.rules_papers import quota_of

MOST_UNITS = 1000
_HERE = literal(PROJECT_KEY)


@dataclass(frozen=True)
class UnitFilter:
    """What a list of units is narrowed to; every value may stand in an address."""

    kind: str | None = None
    municipality: str | None = None
    persons: int | None = None
    bedrooms: int | None = None
    features: tuple[str, ...] = ()


def units_in(work: Work, wanted: UnitFilter, first: date, after: date | None = None) -> list[Unit]:
    """The units that are there on some day of [first, after), by municipality and name."""
    query = select(Unit).where(
        scope(work.actor, MANAGE, _HERE, Unit.organisation),
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
    return list(work.session.scalars(query.order_by(Unit.municipality, Unit.ref).limit(MOST_UNITS)))


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


def states_of(work: Work, unit_uid: UUID, most: int = 50) -> list[UnitState]:
    """The states of a unit, the latest first."""
    query = select(UnitState).where(UnitState.unit_uid == unit_uid)
    return list(work.session.scalars(query.order_by(UnitState.since.desc(), UnitState.uid).limit(most)))


def state_for(work: Work, uid: UUID) -> tuple[UnitState, Unit]:
    """A state of a unit where the actor may give places."""
    state = work.session.get(UnitState, uid)
    if state is None:
        raise NotFound
    return state, unit_for(work, state.unit_uid)


def stays_of_unit(work: Work, unit_uid: UUID, most: int = 50) -> list[tuple[Stay, str | None]]:
    """The stays in a unit with the number of their case, as far as the actor may see it; the latest first."""
    visible = case_scope(work, "case.read")
    query = (
        select(Stay, Case.number)
        .outerjoin_from(Stay, Case, (Case.uid == Stay.case_uid) & visible)
        .where(Stay.unit_uid == unit_uid)
        .order_by(Stay.moved_in.desc(), Stay.uid)
        .limit(most)
    )
    return [(stay, number) for stay, number in work.session.execute(query)]


@dataclass(frozen=True)
class StayRead:
    """A stay with its home, its papers and absences, and its case when the actor may see that."""

    stay: Stay
    unit: Unit
    case: Case | None
    agreement: Agreement | None
    absences: list[Absence]


def stay_to_read(work: Work, uid: UUID) -> StayRead:
    """A stay in a unit where the actor may give places."""
    stay = work.session.get(Stay, uid)
    if stay is None:
        raise NotFound
    unit = unit_for(work, stay.unit_uid)
    absences = select(Absence).where(Absence.stay_uid == uid).order_by(Absence.away_from)
    return StayRead(
        stay=stay,
        unit=unit,
        case=_case(work, stay.case_uid),
        agreement=work.session.get(Agreement, uid),
        absences=list(work.session.scalars(absences)),
    )


def absence_to_read(work: Work, uid: UUID) -> tuple[Absence, StayRead]:
    """An absence with its stay."""
    absence = work.session.get(Absence, uid)
    if absence is None:
        raise NotFound
    return absence, stay_to_read(work, absence.stay_uid)


def _case(work: Work, uid: UUID | None) -> Case | None:
    if uid is None:
        return None
    seen = case_scope(work, "case.read")
    query = select(Case).where(Case.uid == uid, seen).options(joinedload(Case.reference_person))
    return work.session.scalars(query).one_or_none()


def stays_of_case(work: Work, case_uid: UUID) -> list[tuple[Stay, Unit]]:
    """The stays of a case that the caller already opened within its scope, the latest first."""
    query = select(Stay, Unit).join(Unit, Unit.uid == Stay.unit_uid).where(Stay.case_uid == case_uid)
    return [(stay, unit) for stay, unit in work.session.execute(query.order_by(Stay.moved_in.desc(), Stay.uid))]


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


def due_stays(work: Work, status: StayStatus, until: date) -> list[tuple[Stay, Unit, Case | None]]:
    """Planned stays that begin, or running ones whose agreed end comes, at the latest on a day.

    Beds for a night are on the page of the crisis network.
    """
    day = Stay.moved_in if status is StayStatus.PLANNED else Stay.agreed_until
    visible = case_scope(work, "case.read")
    query = (
        select(Stay, Unit, Case)
        .join(Unit, Unit.uid == Stay.unit_uid)
        .outerjoin(Case, (Case.uid == Stay.case_uid) & visible)
        .options(joinedload(Case.reference_person))
        .where(scope(work.actor, MANAGE, _HERE, Unit.organisation), Stay.status == status, day <= until)
        .where(Unit.kind.not_in(CRISIS_KINDS))
        .order_by(day, Stay.uid)
        .limit(50)
    )
    return [(stay, unit, case) for stay, unit, case in work.session.execute(query)]

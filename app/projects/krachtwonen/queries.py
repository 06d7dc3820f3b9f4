"""Reading situations, units and stays within what the actor may see, and finding what stands in the way of a stay."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.access.work import Work
from app.cases.models import Case
from app.cases.scope import case_scope
from app.core.errors import NotFound
from app.projects.krachtwonen.kinds import OUT_OF_SERVICE, PROJECT_KEY, Layer, StayStatus
from app.projects.krachtwonen.models import Situation
from app.projects.krachtwonen.models_stays import Presence, Stay
from app.projects.krachtwonen.models_units import Unit, UnitPlace, UnitState
from app.projects.krachtwonen.rules import Nights
from app.projects.krachtwonen.rules_refusals import InTheWay

DECIDE = "krachtwonen.decide"
"""Permission to decide on situations, the waiting list and offers."""
MANAGE = "krachtwonen.stay"
"""Permission to give and end places."""
MEDICAL = "krachtwonen.medical"
"""Permission to handle referrals to the recovery stay, with what is medical about them."""
HELD_UNTIL: ColumnElement[date | None] = func.coalesce(Stay.moved_out, Stay.agreed_until)
"""The day from which the place of a stay is free again."""


def unit_for(work: Work, uid: UUID, *, lock: bool = False) -> Unit:
    """A unit where the actor may give places; with `lock` nobody else gives one until the transaction ends."""
    query = select(Unit).where(Unit.uid == uid)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    unit = work.session.scalar(query)
    if unit is None or not work.actor.holds(MANAGE, PROJECT_KEY, unit.organisation):
        raise NotFound
    return unit


def stay_for(work: Work, uid: UUID) -> tuple[Stay, Unit]:
    """A stay with its unit, both as they are now; the unit is locked."""
    stay = work.session.get(Stay, uid)
    if stay is None:
        raise NotFound
    unit = unit_for(work, stay.unit_uid, lock=True)
    work.session.refresh(stay)
    return stay, unit


def situation_of(work: Work, case_uid: UUID) -> Situation:
    """The situation of a case that the caller already opened within its scope."""
    return work.session.get_one(Situation, case_uid)


def overlapping(
    first: InstrumentedAttribute[date],
    until: ColumnElement[date | None] | InstrumentedAttribute[date | None],
    n: Nights,
) -> ColumnElement[bool]:
    """The condition that the interval of a row and these nights have a night in common."""
    ends_after = or_(until.is_(None), and_(until > n.first, until > first))
    return ends_after if n.until is None else and_(ends_after, first < n.until)


def stays_in(work: Work, unit_uid: UUID, nights: Nights, *, besides: UUID | None = None) -> list[tuple[Stay, InTheWay]]:
    """The stays that hold some of these nights in a unit, the earliest first."""
    visible = case_scope(work, "case.read")
    query = (
        select(Stay, Case.number)
        .outerjoin(Case, and_(Case.uid == Stay.case_uid, visible))
        .where(
            Stay.unit_uid == unit_uid,
            Stay.status != StayStatus.NO_SHOW,
            overlapping(Stay.moved_in, HELD_UNTIL, nights),
        )
        .order_by(Stay.moved_in, Stay.place)
    )
    if besides is not None:
        query = query.where(Stay.uid != besides)
    return [(stay, _in_the_way(stay, number)) for stay, number in work.session.execute(query)]


def _in_the_way(stay: Stay, number: str | None, unit: str | None = None) -> InTheWay:
    until = stay.moved_out or stay.agreed_until
    return InTheWay(Nights(stay.moved_in, until), stay.status is StayStatus.PLANNED, number, unit)


def presences_of(
    work: Work, persons: Iterable[UUID], layer: Layer, nights: Nights, *, besides: UUID | None = None
) -> list[tuple[Presence, InTheWay]]:
    """Where these people sleep on some of these nights."""
    visible = case_scope(work, "case.read")
    query = (
        select(Presence, Case.number, Unit.ref, Unit.organisation)
        .outerjoin(Stay, Stay.uid == Presence.stay_uid)
        .outerjoin(Unit, Unit.uid == Stay.unit_uid)
        .outerjoin(Case, and_(Case.uid == Stay.case_uid, visible))
        .where(
            Presence.person_uid.in_(list(persons)),
            Presence.layer == layer,
            overlapping(Presence.first_night, Presence.until, nights),
        )
        .order_by(Presence.first_night)
    )
    if besides is not None:
        query = query.where(or_(Presence.stay_uid.is_(None), Presence.stay_uid != besides))
    return [
        (
            row.Presence,
            InTheWay(
                Nights(row.Presence.first_night, row.Presence.until),
                is_planned=False,
                number=row.number,
                unit=row.ref if row.ref and work.actor.holds(MANAGE, PROJECT_KEY, row.organisation) else None,
            ),
        )
        for row in work.session.execute(query)
    ]


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

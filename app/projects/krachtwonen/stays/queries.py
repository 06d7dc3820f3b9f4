"""Finding what stands in the way of a stay: who holds a place, and where people sleep."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import and_, or_, select

from app.access.work import Work
from app.cases.models import Case
from app.cases.scope import case_scope
from app.core.errors import NotFound
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.homes.queries import unit_for
from app.projects.krachtwonen.kinds import PROJECT_KEY, Layer, StayStatus
from app.projects.krachtwonen.permissions import MANAGE
from app.projects.krachtwonen.stays.models import Presence, Stay
from app.projects.krachtwonen.stays.queries_overlap import HELD_UNTIL, overlapping
from app.projects.krachtwonen.stays.rules import Nights
from app.projects.krachtwonen.stays.rules_refusals import InTheWay


def stay_for(work: Work, uid: UUID) -> tuple[Stay, Unit]:
    """A stay with its unit, both as they are now; the unit is locked."""
    stay = work.session.get(Stay, uid)
    if stay is None:
        raise NotFound
    unit = unit_for(work, stay.unit_uid, lock=True)
    work.session.refresh(stay)
    return stay, unit


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

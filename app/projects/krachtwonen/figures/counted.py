"""The sets of records that the desk, the pool of homes and guidance count."""

from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, exists, func, literal, null, or_
from sqlalchemy.orm import aliased

from app.cases.models import Case
from app.clients.models import Person
from app.core.period import Period
from app.projects.krachtwonen.desk.models import Situation, SituationPerson
from app.projects.krachtwonen.figures.counted_nights import Day, in_period, pick, shared, total
from app.projects.krachtwonen.figures.counted_pool import (
    closed_in_pool,
    in_the_pool,
    lived_in_pool,
    nights_in_pool,
)
from app.projects.krachtwonen.guidance.models import GuidanceTrajectory
from app.projects.krachtwonen.homes.models import Unit
from app.projects.krachtwonen.kinds import POOL, PROJECT_KEY, StayStatus
from app.projects.krachtwonen.meetings.models import Meeting
from app.projects.krachtwonen.stays.models import Stay

_CASE_REF = func.coalesce(Case.source_ref, Case.number)
_ONE = literal(1).label("weight")


def _case_columns() -> tuple[Day, ...]:
    return (
        _CASE_REF.label("ref"),
        Case.number,
        Case.uid.label("case_uid"),
        Case.organisation,
        Case.municipality,
    )


def _counts() -> ColumnElement[bool]:
    """Drafts and cases opened by mistake count nowhere (C11)."""
    return and_(Case.project == PROJECT_KEY, Case.is_draft.is_(False), Case.voided_on.is_(None))


def situations(period: Period) -> Select[Any]:
    """Situations reported in the period."""
    return (
        pick(*_case_columns(), _ONE)
        .join(Situation, Situation.uid == Case.uid)
        .where(_counts(), Case.opened_on.between(period.first, period.last))
    )


def situations_offered(period: Period) -> Select[Any]:
    """Situations reported in the period for which something was offered before its end."""
    return situations(period).where(Situation.offer.is_not(None), Situation.decided_on <= period.last)


def persons(period: Period) -> Select[Any]:
    """The people of the situations reported in the period, each once, where first reported.

    Where everybody concerned is listed, the list counts; else the one who asked.
    """
    known, canon, listed = aliased(Person), aliased(Person), aliased(SituationPerson)
    has_list = exists().where(listed.situation_uid == SituationPerson.situation_uid, listed.listed)
    turn = func.row_number().over(partition_by=canon.uid, order_by=(Case.opened_on, Case.uid))
    found = (
        pick(*_case_columns(), canon.source_ref.label("person_ref"), turn.label("turn"))
        .join_from(Case, SituationPerson, SituationPerson.situation_uid == Case.uid)
        .join(known, known.uid == SituationPerson.person_uid)
        .join(canon, canon.uid == func.coalesce(known.merged_into_uid, known.uid))
        .where(
            _counts(),
            Case.opened_on.between(period.first, period.last),
            or_(SituationPerson.listed, ~has_list),
        )
        .cte("kw_persons")
    )
    columns = found.c
    return pick(
        func.coalesce(columns.person_ref, columns.ref).label("ref"),
        columns.number,
        columns.organisation,
        columns.municipality,
        _ONE,
    ).where(columns.turn == 1)


def guidance(period: Period) -> Select[Any]:
    """Guidance that ran on some day of the period."""
    return (
        pick(
            GuidanceTrajectory.ref,
            Case.number,
            Case.uid.label("case_uid"),
            func.coalesce(Case.organisation, literal("W13")).label("organisation"),
            GuidanceTrajectory.origin,
            _ONE,
        )
        .outerjoin_from(GuidanceTrajectory, Case, Case.uid == GuidanceTrajectory.case_uid)
        .where(
            GuidanceTrajectory.started_on <= period.last,
            or_(GuidanceTrajectory.ended_on.is_(None), GuidanceTrajectory.ended_on >= period.first),
            Case.voided_on.is_(None),
        )
    )


def meetings(period: Period) -> Select[Any]:
    """Crisis meetings held in the period."""
    return (
        pick(Meeting.ref, Case.number, Case.uid.label("case_uid"), Case.organisation, _ONE)
        .join_from(Meeting, Case, Case.uid == Meeting.case_uid)
        .where(_counts(), Meeting.held_on.between(period.first, period.last))
    )


def meeting_situations(period: Period) -> Select[Any]:
    """Situations about which a crisis meeting was held in the period."""
    held = exists().where(Meeting.case_uid == Case.uid, Meeting.held_on.between(period.first, period.last))
    return pick(*_case_columns(), _ONE).where(_counts(), held)


def units(period: Period) -> Select[Any]:
    """Homes in the pool on the last day of the period."""
    return pick(Unit.ref, Unit.organisation, Unit.municipality, _ONE).where(_in_pool_on(period))


def unit_municipalities(period: Period) -> Select[Any]:
    """Municipalities with a home in the pool on the last day of the period."""
    return (
        pick(Unit.municipality.label("ref"), Unit.municipality, _ONE)
        .where(_in_pool_on(period))
        .group_by(Unit.municipality)
    )


def _in_pool_on(period: Period) -> ColumnElement[bool]:
    return and_(
        Unit.kind == POOL,
        Unit.in_pool_from <= period.last,
        or_(Unit.in_pool_to.is_(None), Unit.in_pool_to > period.last),
    )


def _stays(*columns: Day) -> Select[Any]:
    """Stays in homes of the pool where somebody really moved in."""
    return (
        pick(
            Stay.ref,
            Case.number,
            Stay.case_uid,
            Unit.organisation,
            Unit.municipality,
            *columns,
            _ONE,
        )
        .join_from(Stay, Unit, Unit.uid == Stay.unit_uid)
        .outerjoin(Case, Case.uid == Stay.case_uid)
        .where(Unit.kind == POOL, Stay.status.in_((StayStatus.ARRIVED, StayStatus.LEFT)))
    )


def stays(period: Period) -> Select[Any]:
    """Stays with at least one night in the period."""
    return _stays().where(in_period(Stay.moved_in, Stay.moved_out, period))


def exits(period: Period) -> Select[Any]:
    """Stays that ended in the period, after one night at least, whenever that was."""
    return _stays(Stay.destination).where(
        Stay.moved_out.between(period.first, period.last), Stay.moved_out > Stay.moved_in
    )


def residents(period: Period) -> Select[Any]:
    """Stays that still ran on the night of the last day."""
    not_yet: ColumnElement[Any] = cast(null(), String)
    return _stays(not_yet.label("destination")).where(
        Stay.moved_in <= period.last, or_(Stay.moved_out.is_(None), Stay.moved_out > period.last)
    )


def waiting_accelerated(period: Period) -> Select[Any]:
    """Those of them who wait for an accelerated allocation."""
    return residents(period).where(Stay.waiting_accelerated)


def occupancy(period: Period) -> Select[Any]:
    """Every home of the pool with the nights it could be lived in (weight) and those of them it was (numerator)."""
    closed, lived = closed_in_pool(period, "closed"), lived_in_pool(period, "lived")
    shut, used = total(closed), total(lived)
    both = total(shared(lived, closed, "in_use_though_shut"))
    return (
        pick(
            Unit.ref,
            Unit.organisation,
            (nights_in_pool(period) - func.coalesce(shut.c.nights, 0)).label("weight"),
            (func.coalesce(used.c.nights, 0) - func.coalesce(both.c.nights, 0)).label("numerator"),
        )
        .where(*in_the_pool(period))
        .outerjoin(shut, shut.c.key == Unit.uid)
        .outerjoin(used, used.c.key == Unit.uid)
        .outerjoin(both, both.c.key == Unit.uid)
    )

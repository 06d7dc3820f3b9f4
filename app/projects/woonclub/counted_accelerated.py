"""The sets of records behind the figures on accelerated allocation; every phase counts on its own day."""

from typing import Any

from sqlalchemy import Select, String, and_, cast, literal, select
from sqlalchemy.orm import aliased

from app.cases.models import Case
from app.core.period import Period
from app.core.sql import days_between
from app.projects.woonclub.counted import REF, counts
from app.projects.woonclub.models_rights import AcceleratedApplication, AcceleratedStep
from app.projects.woonclub.rules_rights import Phase

DECIDED = (Phase.ALLOCATED, Phase.REFUSED, Phase.WITHDRAWN)


def _applications(*more: Any) -> Select[Any]:
    """Applications that were submitted, of cases that count, with the step of that day as `AcceleratedStep`."""
    columns: list[Any] = [
        REF.label("ref"),
        Case.number,
        Case.uid.label("case_uid"),
        Case.organisation,
        Case.municipality,
        AcceleratedApplication.company,
        AcceleratedApplication.target_group,
        *more,
    ]
    submitted = and_(AcceleratedStep.parent_uid == AcceleratedApplication.uid, AcceleratedStep.phase == Phase.SUBMITTED)
    return (
        select(*columns)
        .join_from(AcceleratedApplication, Case, Case.uid == AcceleratedApplication.case_uid)
        .join(AcceleratedStep, submitted)
        .where(counts(Case))
    )


def submitted(period: Period) -> Select[Any]:
    """Applications that were submitted in the period."""
    return _applications(literal(1).label("weight")).where(AcceleratedStep.on.between(period.first, period.last))


def decided(period: Period) -> Select[Any]:
    """Applications that ended in the period, by how they did; not those that never were submitted."""
    end = aliased(AcceleratedStep)
    return (
        _applications(cast(end.phase, String(10)).label("outcome"), literal(1).label("weight"))
        .join(end, and_(end.parent_uid == AcceleratedApplication.uid, end.phase.in_(DECIDED)))
        .where(end.on.between(period.first, period.last))
    )


def waiting(period: Period) -> Select[Any]:
    """Applications that were submitted by the last day of the period, and of which none had ended then."""
    ended = select(AcceleratedStep.parent_uid).where(
        AcceleratedStep.phase.in_(DECIDED), AcceleratedStep.on <= period.last
    )
    query = _applications(literal(1).label("weight"))
    return query.where(AcceleratedStep.on <= period.last, AcceleratedApplication.uid.not_in(ended))


def waits(period: Period) -> Select[Any]:
    """Applications that got a home in the period, weighted with the days since they were submitted."""
    end = aliased(AcceleratedStep)
    days = days_between(AcceleratedStep.on, end.on).label("weight")
    return (
        _applications(days, literal(1).label("numerator"))
        .join(end, and_(end.parent_uid == AcceleratedApplication.uid, end.phase == Phase.ALLOCATED))
        .where(end.on.between(period.first, period.last))
    )

"""The sets of records that the figures on evictions count: reports, households, closed reports."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, not_, or_, select

from app.cases.models import Case
from app.core.period import Period
from app.core.sql import days_between
from app.projects.uithuiszetting.models import Dispatch, Report
from app.projects.uithuiszetting.models_checks import HousingCheck

PROJECT_KEY: Final = "uithuiszetting"
FOLLOW_UP_DAYS: Final = 90
"""A report at most this many days after the previous one on the same dwelling follows it up."""
PREVENTED: Final = "vermeden"
NOT_KNOWN: Final = "onbekend"

REF = func.coalesce(Case.source_ref, Case.number)


def _counts() -> ColumnElement[bool]:
    """Drafts and cases opened by mistake count nowhere (C11)."""
    return and_(Case.project == PROJECT_KEY, not_(Case.is_draft), Case.voided_on.is_(None))


def _record() -> tuple[Any, ...]:
    return (
        REF.label("ref"),
        Case.number,
        Case.uid.label("case_uid"),
        Case.organisation,
        Case.municipality,
        Case.close_reason.label("outcome"),
    )


def reports(period: Period) -> Select[Any]:
    """Every report of the period."""
    return select(*_record(), literal(1).label("weight")).where(
        _counts(), Case.opened_on.between(period.first, period.last)
    )


def households(period: Period) -> Select[Any]:
    """Reports of the period that do not follow up an earlier one on the same dwelling.

    Each report is held against the one right before it, in whatever year; of two on one day the first written down
    comes first.
    """
    previous = func.lag(Case.opened_on).over(partition_by=Report.dwelling_ref, order_by=(Case.opened_on, Case.uid))
    report = (
        select(*_record(), Case.opened_on, previous.label("previous_on"))
        .join(Report, Report.case_uid == Case.uid)
        .where(_counts(), Case.opened_on <= period.last)
        .cte("eviction_in_turn")
    )
    row = report.c
    return select(
        row.ref, row.number, row.case_uid, row.organisation, row.municipality, row.outcome, literal(1).label("weight")
    ).where(
        row.opened_on >= period.first,
        or_(row.previous_on.is_(None), days_between(row.previous_on, row.opened_on) > FOLLOW_UP_DAYS),
    )


def closed(period: Period) -> Select[Any]:
    """Reports closed in the period with an outcome that is known; the numerator tells whether it was prevented."""
    return select(
        *_record(), literal(1).label("weight"), case((Case.close_reason == PREVENTED, 1), else_=0).label("numerator")
    ).where(_counts(), Case.closed_on.between(period.first, period.last), Case.close_reason != NOT_KNOWN)


def dispatches(period: Period) -> Select[Any]:
    """Every time a report was passed on in the period."""
    return (
        select(*_record(), Dispatch.destination, Dispatch.organisation.label("asked"), literal(1).label("weight"))
        .join_from(Dispatch, Case, Case.uid == Dispatch.case_uid)
        .where(_counts(), Dispatch.sent_on.between(period.first, period.last))
    )


def first_dispatches(period: Period) -> Select[Any]:
    """Reports that were passed on for the first time in the period, with the days since they came in."""
    first_day = func.min(Dispatch.sent_on)
    first = (
        select(Dispatch.case_uid, first_day.label("sent_on"))
        .group_by(Dispatch.case_uid)
        .having(first_day.between(period.first, period.last))
        .cte("eviction_first_dispatch")
    )
    return (
        select(*_record(), days_between(Case.opened_on, first.c.sent_on).label("weight"), literal(1).label("numerator"))
        .join_from(first, Case, Case.uid == first.c.case_uid)
        .where(_counts())
    )


def checked(period: Period) -> Select[Any]:
    """Checks of the period that found out how the household lives; the numerator tells whether it has a home."""
    after = case((HousingCheck.months == 6, "6"), (HousingCheck.months == 12, "12"), else_=None)
    return (
        select(
            *_record(),
            after.label("after"),
            literal(1).label("weight"),
            case((HousingCheck.is_housed.is_(True), 1), else_=0).label("numerator"),
        )
        .join_from(HousingCheck, Case, Case.uid == HousingCheck.case_uid)
        .where(_counts(), HousingCheck.done_on.between(period.first, period.last), HousingCheck.is_housed.is_not(None))
    )

"""The sets of records that Woonclub's figures count: new households, found homes, trajectories, points."""

from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    and_,
    case,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import aliased

from app.cases.models import Case
from app.clients.models_household import HouseholdSnapshot
from app.core.period import Period
from app.core.sql import days_between, smaller
from app.organisations.models import ServicePoint
from app.projects.woonclub.models import Outcome, Registration, Trajectory

PROJECT_KEY = "woonclub"
FOUND_TERM_DAYS: Final = 365
"""How long after its registration a household may find a home for the figure on its year (WC05c)."""

REF = func.coalesce(Case.source_ref, Case.number)


def counts(dossier: type[Case]) -> ColumnElement[bool]:
    """Drafts and cases opened by mistake count nowhere (C11)."""
    return and_(dossier.project == PROJECT_KEY, not_(dossier.is_draft), dossier.voided_on.is_(None))


@lru_cache(maxsize=8)
def first_of_household(period: Period) -> CTE:
    """The cases that count as a new household in the period (C7).

    A candidate was registered in the period while no earlier case of the same household was open; a case is still
    open on the day it closes. Of one day, the case made first comes first. The first of each household
    counts.
    One object per period, so that the figures that rest on it can share it within a statement.
    """
    earlier = aliased(Case)
    already_open = exists().where(
        earlier.household_uid == Case.household_uid,
        counts(earlier),
        tuple_(earlier.opened_on, earlier.uid) < tuple_(Case.opened_on, Case.uid),
        or_(earlier.closed_on.is_(None), earlier.closed_on >= Case.opened_on),
    )
    turn = func.row_number().over(partition_by=Case.household_uid, order_by=(Case.opened_on, Case.uid))
    candidates = (
        select(
            Case.uid.label("case_uid"),
            REF.label("ref"),
            Case.number,
            Case.organisation,
            Case.municipality,
            Case.point,
            Case.opened_on,
            Case.closed_on,
            Case.snapshot_uid,
            turn.label("turn"),
        )
        .where(counts(Case), Case.opened_on.between(period.first, period.last), not_(already_open))
        .cte("woonclub_candidate")
    )
    return select(candidates).where(candidates.c.turn == 1).cte("woonclub_new_household")


def _identity(household: CTE) -> tuple[ColumnElement[Any], ...]:
    columns = household.c
    return columns.ref, columns.number, columns.case_uid, columns.organisation, columns.municipality


def new_households(period: Period) -> Select[Any]:
    """One row per new household."""
    household = first_of_household(period)
    return (
        select(
            *_identity(household),
            household.c.point,
            Registration.situation,
            Registration.main_reason,
            HouseholdSnapshot.household_type,
            literal(1).label("weight"),
        )
        .join_from(household, Registration, Registration.uid == household.c.case_uid)
        .join(HouseholdSnapshot, HouseholdSnapshot.uid == household.c.snapshot_uid)
    )


def persons(period: Period) -> Select[Any]:
    """The members of new households who look for a home: a row for the adults and one for the children.

    Where fewer look than live there, adults are counted first.
    """
    household = first_of_household(period)
    seeking_adults = smaller(HouseholdSnapshot.adults, HouseholdSnapshot.seeking)
    seeking = (
        select(
            *_identity(household),
            seeking_adults.label("adults"),
            (HouseholdSnapshot.seeking - seeking_adults).label("children"),
        )
        .join_from(household, HouseholdSnapshot, HouseholdSnapshot.uid == household.c.snapshot_uid)
        .cte("woonclub_seeking")
    )
    own_record = case((seeking.c.adults > 0, 0), else_=1)
    return union_of(
        select(*_identity(seeking), literal("adult").label("age"), seeking.c.adults.label("weight"),
               literal(1).label("record")).where(seeking.c.adults > 0),
        select(*_identity(seeking), literal("child").label("age"), seeking.c.children.label("weight"),
               own_record.label("record")).where(seeking.c.children > 0),
    )  # fmt: skip


def union_of(*parts: Select[Any]) -> Select[Any]:
    """The rows of all parts, as one select."""
    return select(union_all(*parts).subquery())


def single_adult_households(period: Period) -> Select[Any]:
    """New households with exactly one adult, with or without children."""
    household = first_of_household(period)
    return (
        select(*_identity(household), literal(1).label("weight"))
        .join_from(household, HouseholdSnapshot, HouseholdSnapshot.uid == household.c.snapshot_uid)
        .where(HouseholdSnapshot.adults == 1)
    )


def found_same_year(period: Period) -> Select[Any]:
    """New households that found a home in the same period."""
    return _found_of_cohort(period, literal(1))


def found_within_term(period: Period) -> Select[Any]:
    """New households of the period that found a home at most 365 days after they registered, whatever the year."""
    household = first_of_household(period)
    return (
        select(*_identity(household), Outcome.outcome, literal(1).label("weight"))
        .join_from(household, Outcome, Outcome.uid == household.c.case_uid)
        .where(Outcome.counts_as_found, days_between(household.c.opened_on, Outcome.found_on) <= FOUND_TERM_DAYS)
    )


def search_days(period: Period) -> Select[Any]:
    """The same households, weighted with the days from registration to the home."""
    return _found_of_cohort(period, None)


def _found_of_cohort(period: Period, weight: ColumnElement[int] | None) -> Select[Any]:
    household = first_of_household(period)
    if weight is None:
        weight = days_between(household.c.opened_on, Outcome.found_on)
    return (
        select(*_identity(household), Outcome.outcome, weight.label("weight"))
        .join_from(household, Outcome, Outcome.uid == household.c.case_uid)
        .where(Outcome.counts_as_found, Outcome.found_on.between(period.first, period.last))
    )


def found_in_year(period: Period) -> Select[Any]:
    """Households that found a home in the period, whenever they registered; the first success of each."""
    turn = func.row_number().over(
        partition_by=Case.household_uid, order_by=(Outcome.found_on, Case.opened_on, Case.uid)
    )
    found = (
        select(
            REF.label("ref"),
            Case.number,
            Case.uid.label("case_uid"),
            Case.organisation,
            Case.municipality,
            Outcome.outcome,
            turn.label("turn"),
        )
        .join(Outcome, Outcome.uid == Case.uid)
        .where(counts(Case), Outcome.counts_as_found, Outcome.found_on.between(period.first, period.last))
        .cte("woonclub_found")
    )
    return select(*_identity(found), found.c.outcome, literal(1).label("weight")).where(found.c.turn == 1)


def searches(period: Period) -> Select[Any]:
    """Every new household with the days it was followed: to its home (numerator 1), or to the closing or the end."""
    household = first_of_household(period)
    is_found = and_(Outcome.uid.is_not(None), Outcome.counts_as_found, Outcome.found_on <= period.last)
    followed_to = case(
        (is_found, Outcome.found_on),
        (household.c.closed_on <= period.last, household.c.closed_on),
        else_=period.last,
    )
    return select(
        *_identity(household),
        days_between(household.c.opened_on, followed_to).label("weight"),
        case((is_found, 1), else_=0).label("numerator"),
    ).outerjoin_from(household, Outcome, Outcome.uid == household.c.case_uid)


def points_active(period: Period) -> Select[Any]:
    """The Woonclub points that are open on the last day of the period."""
    columns: list[Any] = [ServicePoint.code.label("ref"), literal(1).label("weight")]
    return select(*columns).where(
        ServicePoint.project == PROJECT_KEY,
        ServicePoint.active_from <= period.last,
        or_(ServicePoint.active_to.is_(None), ServicePoint.active_to > period.last),
    )


def trajectories_started(period: Period) -> Select[Any]:
    """Trajectories that began in the period, of every subproject."""
    columns: list[Any] = [
        REF.label("ref"),
        Case.number,
        Case.uid.label("case_uid"),
        Case.organisation,
        Trajectory.subproject,
        literal(1).label("weight"),
    ]
    return (
        select(*columns)
        .join_from(Trajectory, Case, Case.uid == Trajectory.case_uid)
        .where(counts(Case), Trajectory.started_on.between(period.first, period.last))
    )

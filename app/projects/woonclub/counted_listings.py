"""The sets of records behind the rent survey, the rental lists, and who looks for a home again."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, literal, not_, or_, select
from sqlalchemy.orm import aliased

from app.cases.models import Case
from app.core.period import Period
from app.core.sql import days_between
from app.organisations.models import Municipality
from app.projects.woonclub.counted import PROJECT_KEY, REF
from app.projects.woonclub.models import Outcome
from app.projects.woonclub.models_listings import Listing, ListingWeek, Sighting

POOR_LABELS = ("d", "e", "f")


def homes_noted(period: Period) -> Select[Any]:
    """Homes that stood on a list for the first time in a week that began in the period; each once."""
    return _listings(period, literal(1))


def rents(period: Period) -> Select[Any]:
    """The same homes, weighted with their asking rent in cents."""
    return _listings(period, Listing.rent_cents)


def without_label(period: Period) -> Select[Any]:
    """Every home of the survey; numerator: the advertisement names no energy label."""
    return _listings(period, literal(1), case((Listing.epc.is_(None), 1), else_=0))


def poor_label(period: Period) -> Select[Any]:
    """The homes with a label; numerator: it is D, E or F."""
    poor = case((Listing.epc.in_(POOR_LABELS), 1), else_=0)
    return _listings(period, literal(1), poor).where(Listing.epc.is_not(None))


def _listings(period: Period, weight: Any, numerator: Any = None) -> Select[Any]:  # noqa: ANN401 - SQL expressions
    rooms = case(
        (Listing.bedrooms == 0, "0"),
        (Listing.bedrooms == 1, "1"),
        (Listing.bedrooms == 2, "2"),
        (Listing.bedrooms == 3, "3"),
        else_="4",
    )
    columns: list[Any] = [
        Listing.ref,
        Listing.municipality,
        Listing.epc,
        rooms.label("bedrooms"),
        weight.label("weight"),
    ]
    columns += [numerator.label("numerator")] if numerator is not None else []
    return select(*columns).where(Listing.first_seen_on.between(period.first, period.last))


def lists_completed(period: Period) -> Select[Any]:
    """Lists that were said to be complete, of weeks that began in the period."""
    week = ListingWeek.municipality + literal("/") + cast(ListingWeek.week_on, String(10))
    columns: list[Any] = [week.label("ref"), ListingWeek.municipality, literal(1).label("weight")]
    return select(*columns).where(ListingWeek.week_on.between(period.first, period.last))


def lists_expected(period: Period) -> Select[Any]:
    """A list of each municipality for each week that began in the period and was worked on; numerator: complete."""
    weeks = select(Sighting.week_on).where(Sighting.week_on.between(period.first, period.last)).distinct().cte("weeks")
    is_there = and_(
        Municipality.valid_from <= weeks.c.week_on,
        or_(Municipality.valid_to.is_(None), Municipality.valid_to > weeks.c.week_on),
    )
    done = and_(ListingWeek.municipality == Municipality.nis5, ListingWeek.week_on == weeks.c.week_on)
    columns: list[Any] = [
        (Municipality.nis5 + literal("/") + cast(weeks.c.week_on, String(10))).label("ref"),
        Municipality.nis5.label("municipality"),
        literal(1).label("weight"),
        case((ListingWeek.uid.is_not(None), 1), else_=0).label("numerator"),
    ]
    return select(*columns).join_from(weeks, Municipality, is_there).outerjoin(ListingWeek, done)


def middle_rent(period: Period) -> Select[Any]:
    """The homes of the survey weighted with their asking rent, for the median: each rent is known."""
    return _listings(period, Listing.rent_cents, literal(1))


def returns(period: Period, days: int) -> Select[Any]:
    """Households that found a home so many days before the period, one row each; numerator: they look again within.

    The period in which they found it ends so many days before the last day, so that each had the whole time.
    """
    first, last = period.first - timedelta(days=days), period.last - timedelta(days=days)
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
            Case.household_uid,
            Outcome.found_on,
            turn.label("turn"),
        )
        .join(Outcome, Outcome.uid == Case.uid)
        .where(_counts(Case), Outcome.counts_as_found, Outcome.found_on.between(first, last))
        .cte(f"woonclub_found_{days}")
    )
    again = aliased(Case)
    comes_back = (
        select(again.uid)
        .where(
            _counts(again),
            again.household_uid == found.c.household_uid,
            again.opened_on > found.c.found_on,
            days_between(found.c.found_on, again.opened_on) <= days,
        )
        .correlate(found)
        .exists()
    )
    columns: list[Any] = [found.c[name] for name in ("ref", "number", "case_uid", "organisation", "municipality")]
    numerator = case((comes_back, 1), else_=0).label("numerator")
    return select(*columns, literal(1).label("weight"), numerator).where(found.c.turn == 1)


def _counts(dossier: type[Case]) -> ColumnElement[bool]:
    return and_(dossier.project == PROJECT_KEY, not_(dossier.is_draft), dossier.voided_on.is_(None))

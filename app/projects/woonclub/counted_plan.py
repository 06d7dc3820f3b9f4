"""The sets of records behind the figures on staff, rights, guarantee loans, waiting lists and volunteers."""

from typing import Any

from sqlalchemy import BigInteger, Select, case, func, literal, or_, select, type_coerce

from app.accounts.models import RoleGrant
from app.cases.models import Case
from app.clients.models_household import HouseholdSnapshot
from app.core.period import Period
from app.core.sql import days_between, hex_of
from app.projects.woonclub.counted import PROJECT_KEY, REF, counts
from app.projects.woonclub.models import Trajectory
from app.projects.woonclub.models_policy import StaffAllocation
from app.projects.woonclub.models_rights import GuaranteeLoan, RightEvent, RightsScan, SocialRegistration
from app.projects.woonclub.rules_rights import APPLIED, FOUND, GRANTED, RightState

HBDH = "hbdh"
MILLION = 1_000_000
_FTE_SCALE = 10_000
_VOLUNTEER = "volunteer"


def _of_case() -> tuple[Any, ...]:
    return (
        REF.label("ref"),
        Case.number,
        Case.uid.label("case_uid"),
        Case.organisation,
        Case.municipality,
    )


def hbdh_staff(period: Period) -> Select[Any]:
    """Every allocation of the team that was in force in the period, in millionths of a full-time year (C14).

    Full-time equivalents times the days in force, over the days of the period, rounded half up.
    """
    first, after = literal(period.first), literal(period.after)
    begins = case((StaffAllocation.valid_from > first, StaffAllocation.valid_from), else_=first)
    ends = case((StaffAllocation.valid_to < after, StaffAllocation.valid_to), else_=after)
    length = (period.after - period.first).days
    stored: Any = type_coerce(StaffAllocation.fte, BigInteger)
    doubled: Any = 2 * stored * (MILLION // _FTE_SCALE) * days_between(begins, ends) + length
    columns: list[Any] = [StaffAllocation.key.label("ref"), (doubled // (2 * length)).label("weight")]
    return select(*columns).where(
        StaffAllocation.team == HBDH,
        StaffAllocation.valid_from < period.after,
        or_(StaffAllocation.valid_to.is_(None), StaffAllocation.valid_to > period.first),
    )


def hbdh_children(period: Period) -> Select[Any]:
    """The children of households that began with the subproject in the period, each household once."""
    turn = func.row_number().over(partition_by=Case.household_uid, order_by=(Trajectory.started_on, Trajectory.uid))
    begun = (
        select(*_of_case(), HouseholdSnapshot.children.label("weight"), turn.label("turn"))
        .join_from(Trajectory, Case, Case.uid == Trajectory.case_uid)
        .join(HouseholdSnapshot, HouseholdSnapshot.uid == Case.snapshot_uid)
        .where(counts(Case), Trajectory.subproject == HBDH, Trajectory.started_on.between(period.first, period.last))
        .cte("woonclub_hbdh_begun")
    )
    row = begun.c
    return select(row.ref, row.number, row.case_uid, row.organisation, row.municipality, row.weight).where(
        row.turn == 1, row.weight > 0
    )


def loans_submitted(period: Period) -> Select[Any]:
    """Rent-guarantee loans that were applied for in the period."""
    return (
        select(*_of_case(), literal(1).label("weight"))
        .join_from(GuaranteeLoan, Case, Case.uid == GuaranteeLoan.case_uid)
        .where(counts(Case), GuaranteeLoan.submitted_on.between(period.first, period.last))
    )


def loans_granted(period: Period) -> Select[Any]:
    """Rent-guarantee loans that were granted in the period."""
    return _granted(period, literal(1))


def loans_amount(period: Period) -> Select[Any]:
    """The same, weighted with the amount in cents."""
    return _granted(period, GuaranteeLoan.granted_cents)


def _granted(period: Period, weight: Any) -> Select[Any]:  # noqa: ANN401 - a column or a literal
    return (
        select(*_of_case(), weight.label("weight"))
        .join_from(GuaranteeLoan, Case, Case.uid == GuaranteeLoan.case_uid)
        .where(
            counts(Case),
            GuaranteeLoan.decision == GRANTED,
            GuaranteeLoan.decided_on.between(period.first, period.last),
        )
    )


def households_explored(period: Period) -> Select[Any]:
    """Households whose rights were gone through in the period, each once, by the first exploration."""
    turn = func.row_number().over(partition_by=Case.household_uid, order_by=(RightsScan.completed_on, RightsScan.uid))
    explored = (
        select(*_of_case(), turn.label("turn"))
        .join_from(RightsScan, Case, Case.uid == RightsScan.case_uid)
        .where(counts(Case), RightsScan.completed_on.between(period.first, period.last))
        .cte("woonclub_explored")
    )
    row = explored.c
    return select(
        row.ref, row.number, row.case_uid, row.organisation, row.municipality, literal(1).label("weight")
    ).where(row.turn == 1)


def rights_found(period: Period) -> Select[Any]:
    """Rights that a household turned out to have in the period: each once, by the first such day of the case."""
    return _first_events(period, FOUND, "found")


def rights_applied(period: Period) -> Select[Any]:
    """Rights that were applied for in the period: each once, by the first such day of the case."""
    return _first_events(period, APPLIED, "applied")


def rights_granted(period: Period) -> Select[Any]:
    """Rights that were granted in the period: each once, by the first such day of the case."""
    return _first_events(period, frozenset({RightState.GRANTED}), "granted")


def _first_events(period: Period, states: frozenset[RightState], name: str) -> Select[Any]:
    first_day = func.min(RightEvent.on)
    first = (
        select(RightEvent.case_uid, RightEvent.item)
        .where(RightEvent.state.in_(sorted(states)))
        .group_by(RightEvent.case_uid, RightEvent.item)
        .having(first_day.between(period.first, period.last))
        .cte(f"woonclub_first_{name}")
    )
    return (
        select(*_of_case(), first.c.item, literal(1).label("weight"))
        .join_from(first, Case, Case.uid == first.c.case_uid)
        .where(counts(Case))
    )


def social_registrations(period: Period) -> Select[Any]:
    """Registrations for social housing in the period, of households that were with Woonclub that day."""
    return (
        select(*_of_case(), SocialRegistration.company, literal(1).label("weight"))
        .join_from(SocialRegistration, Case, Case.uid == SocialRegistration.case_uid)
        .where(
            counts(Case),
            SocialRegistration.registered_on.between(period.first, period.last),
            SocialRegistration.registered_on >= Case.opened_on,
        )
    )


def volunteers(period: Period) -> Select[Any]:
    """Colleagues with the role of volunteer in Woonclub on the last day of the period, each once."""
    turn = func.row_number().over(partition_by=RoleGrant.user_uid, order_by=(RoleGrant.valid_from, RoleGrant.uid))
    active = (
        select(hex_of(RoleGrant.user_uid).label("ref"), RoleGrant.organisation, turn.label("turn"))
        .where(
            RoleGrant.role == _VOLUNTEER,
            or_(RoleGrant.project.is_(None), RoleGrant.project == PROJECT_KEY),
            RoleGrant.valid_from <= period.last,
            or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until > period.last),
        )
        .cte("woonclub_volunteer")
    )
    return select(active.c.ref, active.c.organisation, literal(1).label("weight")).where(active.c.turn == 1)

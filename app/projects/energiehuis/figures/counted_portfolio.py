"""The sets of records behind the figures of running loans: drawn, outstanding, late, and how long steps took."""

from typing import Any

from sqlalchemy import Integer, Select, SQLColumnExpression, case, cast, func, literal, select
from sqlalchemy.orm import aliased

from app.cases.models import Case
from app.core.period import Period
from app.core.sql import days_between
from app.projects.energiehuis.counted import RATE_CLASS, REF, counts
from app.projects.energiehuis.ledger.models import LoanEntry
from app.projects.energiehuis.ledger.rules_position import EntryKind
from app.projects.energiehuis.letters.models import LoanAgeing
from app.projects.energiehuis.models import LoanApplication, LoanContract, LoanDecision, Outcome


def _loans(*more: SQLColumnExpression[Any]) -> Select[Any]:
    return (
        select(
            REF.label("ref"),
            Case.uid.label("case_uid"),
            Case.organisation,
            Case.municipality,
            LoanApplication.product,
            RATE_CLASS.label("rate_class"),
            *more,
        )
        .join_from(LoanApplication, Case, Case.uid == LoanApplication.uid)
        .where(counts())
    )


def amount_drawn(period: Period) -> Select[Any]:
    """Loans with what was paid out in the period, without what was undone since."""
    undoing = aliased(LoanEntry)
    drawn = (
        select(LoanEntry.case_uid, func.sum(LoanEntry.amount_cents).label("cents"))
        .where(
            LoanEntry.kind == EntryKind.DRAWDOWN,
            LoanEntry.value_on.between(period.first, period.last),
            LoanEntry.reverses_uid.is_(None),
            ~select(undoing.uid).where(undoing.reverses_uid == LoanEntry.uid).exists(),
        )
        .group_by(LoanEntry.case_uid)
        .subquery()
    )
    return _loans(cast(drawn.c.cents, Integer).label("weight")).join(drawn, drawn.c.case_uid == Case.uid)


def outstanding(period: Period) -> Select[Any]:
    """Loans with the capital that was out when the portfolio was last gone through in the period."""
    return _aged(LoanAgeing.balance_cents, period).where(LoanAgeing.balance_cents > 0)


def arrears(period: Period) -> Select[Any]:
    """Loans with what was over time on that day."""
    return _aged(LoanAgeing.arrears_cents, period).where(LoanAgeing.arrears_cents > 0)


def late(period: Period) -> Select[Any]:
    """Loans of which an instalment was over time on that day."""
    return _aged(literal(1), period).where(LoanAgeing.days_late > 0)


def _aged(weight: SQLColumnExpression[Any], period: Period) -> Select[Any]:
    last = select(func.max(LoanAgeing.on)).where(LoanAgeing.on.between(period.first, period.last)).scalar_subquery()
    return (
        _loans(weight.label("weight"), LoanAgeing.age)
        .join(LoanAgeing, LoanAgeing.case_uid == Case.uid)
        .where(LoanAgeing.on == last)
    )


def days_to_decision(period: Period) -> Select[Any]:
    """Applications that were approved or refused in the period, with the days since they came in."""
    return (
        _loans(days_between(LoanApplication.received_on, LoanDecision.decided_on).label("weight"))
        .join(LoanDecision, LoanDecision.application_uid == LoanApplication.uid)
        .where(
            LoanDecision.outcome.in_((Outcome.APPROVED, Outcome.REFUSED)),
            LoanDecision.decided_on.between(period.first, period.last),
        )
    )


def days_to_signature(period: Period) -> Select[Any]:
    """Contracts signed in the period, with the days since the approval."""
    return (
        _loans(days_between(LoanDecision.decided_on, LoanContract.signed_on).label("weight"))
        .join(LoanDecision, LoanDecision.application_uid == LoanApplication.uid)
        .join(LoanContract, LoanContract.uid == LoanApplication.uid)
        .where(LoanContract.signed_on.between(period.first, period.last))
    )


def days_to_money(period: Period) -> Select[Any]:
    """Loans first paid out in the period, with the days since the signature."""
    undoing = aliased(LoanEntry)
    first = (
        select(LoanEntry.case_uid, func.min(LoanEntry.value_on).label("on"))
        .where(
            LoanEntry.kind == EntryKind.DRAWDOWN,
            LoanEntry.reverses_uid.is_(None),
            ~select(undoing.uid).where(undoing.reverses_uid == LoanEntry.uid).exists(),
        )
        .group_by(LoanEntry.case_uid)
        .subquery()
    )
    return (
        _loans(days_between(LoanContract.signed_on, first.c.on).label("weight"))
        .join(LoanContract, LoanContract.uid == LoanApplication.uid)
        .join(first, first.c.case_uid == Case.uid)
        .where(first.c.on.between(period.first, period.last))
    )


def zero_rate(period: Period) -> Select[Any]:
    """Approvals of the period; the numerator tells which are for the group that pays no interest."""
    is_zero = case((RATE_CLASS == "zero", 1), else_=0)
    return (
        _loans(literal(1).label("weight"), is_zero.label("numerator"))
        .join(LoanDecision, LoanDecision.application_uid == LoanApplication.uid)
        .where(LoanDecision.outcome == Outcome.APPROVED, LoanDecision.decided_on.between(period.first, period.last))
    )

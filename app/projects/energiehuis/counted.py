"""The sets of records that the figures of the Energiehuis count: applications, approvals, owners reached."""

from decimal import Decimal
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, not_, select
from sqlalchemy.sql.functions import coalesce

from app.cases.models import Case
from app.clients.models import Person
from app.core.period import Period
from app.projects.energiehuis.models import LoanApplication, LoanDecision, Outcome, OwnerContact
from app.projects.energiehuis.products.rules import RateClass

PROJECT_KEY: Final = "energiehuis"

REF = coalesce(Case.source_ref, Case.number)
RATE_CLASS = case((LoanApplication.rate == Decimal(0), RateClass.ZERO.value), else_=RateClass.REDUCED.value)


def counts() -> ColumnElement[bool]:
    """Drafts and cases opened by mistake count nowhere (C11)."""
    return and_(Case.project == PROJECT_KEY, not_(Case.is_draft), Case.voided_on.is_(None))


def _applications(weight: ColumnElement[int]) -> Select[Any]:
    return (
        select(
            REF.label("ref"),
            Case.uid.label("case_uid"),
            Case.organisation,
            Case.municipality,
            LoanApplication.product,
            RATE_CLASS.label("rate_class"),
            weight.label("weight"),
        )
        .join_from(LoanApplication, Case, Case.uid == LoanApplication.uid)
        .where(counts())
    )


def applications_received(period: Period) -> Select[Any]:
    """Applications by the day on which they came in, whatever became of them."""
    return _applications(literal(1)).where(LoanApplication.received_on.between(period.first, period.last))


def credits_approved(period: Period) -> Select[Any]:
    """Applications by the day on which they were approved, whenever they came in."""
    return _approved(literal(1), period)


def amount_approved(period: Period) -> Select[Any]:
    """The same approvals, weighted with the cents that were granted; one without an amount adds nothing."""
    return _approved(coalesce(LoanDecision.amount_cents, 0), period)


def _approved(weight: ColumnElement[int], period: Period) -> Select[Any]:
    return (
        _applications(weight)
        .join(LoanDecision, LoanDecision.application_uid == LoanApplication.uid)
        .where(
            LoanDecision.outcome == Outcome.APPROVED,
            LoanDecision.decided_on.between(period.first, period.last),
        )
    )


def owners_reached(period: Period) -> Select[Any]:
    """Each owner with a qualifying contact in the period once, in the municipality of the first of those contacts."""
    owner = coalesce(Person.merged_into_uid, Person.uid)
    turn = func.row_number().over(
        partition_by=owner, order_by=(OwnerContact.contacted_on, OwnerContact.owner_ref, OwnerContact.uid)
    )
    contacts = (
        select(
            coalesce(OwnerContact.owner_ref, OwnerContact.source_ref).label("ref"),
            OwnerContact.organisation,
            OwnerContact.municipality,
            turn.label("turn"),
        )
        .join_from(OwnerContact, Person, Person.uid == OwnerContact.person_uid)
        .where(OwnerContact.qualifying, OwnerContact.contacted_on.between(period.first, period.last))
        .cte("energiehuis_contact")
    )
    return select(contacts.c.ref, contacts.c.organisation, contacts.c.municipality, literal(1).label("weight")).where(
        contacts.c.turn == 1
    )

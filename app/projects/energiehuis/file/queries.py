"""Reading the file behind an application, and what it is held against."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.access.work import Work
from app.cases.models import Case
from app.clients.models import Person
from app.core.errors import NotFound
from app.policy.models import Code
from app.policy.queries import codes
from app.projects.energiehuis.counted import PROJECT_KEY
from app.projects.energiehuis.decision.models import CreditAdvice, CreditBudget, CreditRuling, RegisterCheck
from app.projects.energiehuis.file.models import (
    CreditBorrower,
    CreditDocument,
    CreditFile,
    CreditMoney,
    CreditQuote,
)
from app.projects.energiehuis.file.rules_checks import Asked, Check, Policy, Quote, checks, works_on
from app.projects.energiehuis.file.rules_papers import Known, Paper, lacking, needed
from app.projects.energiehuis.file.rules_target import Determination, determine
from app.projects.energiehuis.models import LoanApplication, LoanDecision
from app.projects.energiehuis.products.models import LoanProduct
from app.projects.energiehuis.products.queries import income_limits, rates, works
from app.projects.energiehuis.products.rules import EVERY_INCOME, rate_on
from app.projects.energiehuis.queries import loan_of

_CO_BORROWER = "co_borrower"
Part = TypeVar("Part", CreditQuote, CreditMoney)
Step = TypeVar("Step", CreditAdvice, CreditBudget, RegisterCheck)


@dataclass(frozen=True)
class Dossier:
    """Everything that was written down for one application."""

    case: Case
    application: LoanApplication
    product: LoanProduct
    decision: LoanDecision | None
    file: CreditFile
    borrowers: list[tuple[CreditBorrower, Person]]
    quotes: list[CreditQuote]
    money: list[CreditMoney]
    documents: dict[str, CreditDocument]
    register: RegisterCheck | None
    budget: CreditBudget | None
    advice: CreditAdvice | None
    ruling: CreditRuling | None
    """On the newest advice."""


def file_of(session: Session, case_uid: UUID) -> CreditFile | None:
    """The file of an application; None for one of a register."""
    return session.scalars(select(CreditFile).where(CreditFile.case_uid == case_uid)).one_or_none()


def dossier_of(work: Work, case: Case) -> Dossier:
    """The whole file; NotFound for a case that has none."""
    session, uid = work.session, case.uid
    file = file_of(session, uid) if case.project == PROJECT_KEY else None
    if file is None:
        raise NotFound
    loan = loan_of(session, uid)
    advice = _newest(session, CreditAdvice, uid)
    ruling = select(CreditRuling).where(CreditRuling.advice_uid == advice.uid) if advice else None
    return Dossier(
        case=case,
        application=loan.application,
        product=loan.product,
        decision=loan.decision,
        file=file,
        borrowers=_borrowers(session, uid),
        quotes=_present(session, CreditQuote, uid, CreditQuote.removed_on.is_(None)),
        money=_present(session, CreditMoney, uid, CreditMoney.removed_on.is_(None)),
        documents={
            row.document: row for row in session.scalars(select(CreditDocument).where(CreditDocument.case_uid == uid))
        },
        register=_newest(session, RegisterCheck, uid),
        budget=_newest(session, CreditBudget, uid),
        advice=advice,
        ruling=session.scalars(ruling).one_or_none() if ruling is not None else None,
    )


def _borrowers(session: Session, uid: UUID) -> list[tuple[CreditBorrower, Person]]:
    query = (
        select(CreditBorrower, Person)
        .join(Person, Person.uid == CreditBorrower.person_uid)
        .where(CreditBorrower.case_uid == uid)
        .order_by(CreditBorrower.role, CreditBorrower.uid)
    )
    return [(row.CreditBorrower, row.Person) for row in session.execute(query)]


def _present(session: Session, model: type[Part], uid: UUID, is_there: ColumnElement[bool]) -> list[Part]:
    return list(session.scalars(select(model).where(model.case_uid == uid, is_there).order_by(model.uid)))


def _newest(session: Session, model: type[Step], uid: UUID) -> Step | None:
    # Uids grow with time, so that the last one is the newest.
    return session.scalars(select(model).where(model.case_uid == uid).order_by(model.uid.desc()).limit(1)).first()


def group_of(session: Session, key: str | None) -> Code | None:
    """A target group of the list."""
    return next((code for code in codes(session, "loan_target_group") if code.key == key), None)


def determination(session: Session, found: Dossier) -> Determination | None:
    """The income category of the household, line by line; None while its parts are not known."""
    household, assessed = found.file.household, found.file.assessed
    if household is None or assessed is None:
        return None
    scheme = found.product.family
    return determine(
        income_limits(session, scheme),
        scheme,
        found.application.received_on,
        int(assessed * 100),
        couple=bool(household["couple"]),
        dependants=int(household["dependants"]),
    )


def policy_for(session: Session, found: Dossier) -> Policy:
    """The policy rows that the day of application chose."""
    day, product = found.application.received_on, found.product
    income = determination(session, found)
    category = income.category if income and income.category else EVERY_INCOME
    rate = rate_on(rates(session), product.code, day, category)
    return Policy(
        product=product,
        product_source=product.source,
        max_cents_apartment=product.max_cents_apartment,
        rate=rate,
        rate_source=rate.source if rate else "",
        income=income,
        works=works_on(works(session, product.family), day),
    )


def asked_of(session: Session, found: Dossier, amount_cents: int | None = None, months: int | None = None) -> Asked:
    """What the application says, or what it would say with another amount and term."""
    file = found.file
    return Asked(
        applied_on=found.application.received_on,
        amount_cents=found.application.amount_requested_cents if amount_cents is None else amount_cents,
        months=file.months_requested if months is None else months,
        is_apartment=file.dwelling_kind == "apartment",
        building_year=file.building_year,
        group=group_of(session, file.target_group),
        quotes=[Quote(quote.work, quote.amount_cents, quote.by_contractor) for quote in found.quotes],
    )


def checks_of(
    session: Session, found: Dossier, amount_cents: int | None = None, months: int | None = None
) -> list[Check]:
    """Every criterion, held against the application or against another amount and term."""
    return checks(asked_of(session, found, amount_cents, months), policy_for(session, found))


def papers_of(session: Session, found: Dossier) -> list[Paper]:
    """The checklist of this application, and where each paper stands."""
    tags = {*found.file.situations, found.file.target_group or ""}
    group = group_of(session, found.file.target_group)
    if group is not None and group.attrs.get("income_test"):
        tags.add("income_test")
    if len(found.borrowers) > 1:
        tags.add(_CO_BORROWER)
    papers = []
    for row in needed(codes(session, "loan_document", found.application.received_on), tags):
        kept = found.documents.get(row.key)
        papers.append(
            Paper(row.key, row.label_nl, kept.received_on if kept else None, kept.checked_on if kept else None)
        )
    return papers


def lacking_in(session: Session, found: Dossier) -> list[str]:
    """What is missing before the file is complete."""
    file = found.file
    group = group_of(session, file.target_group)
    sides = sides_of(session)
    known = Known(
        has_dwelling=file.dwelling_kind is not None and file.address_cell is not None,
        has_group=group is not None,
        has_household=file.household_cell is not None,
        has_iban=file.iban_cell is not None,
        has_quotes=bool(found.quotes),
        has_income=any(sides.get(line.kind) == "income" for line in found.money),
        needs_assessment=bool(group and group.attrs.get("income_test")),
        has_assessment=file.assessed_cell is not None,
    )
    return lacking(known, papers_of(session, found))


def sides_of(session: Session) -> dict[str, str]:
    """Income, charge or credit, for every kind of money."""
    return {code.key: str(code.attrs.get("side", "")) for code in codes(session, "loan_money")}


def amounts_of(found: Dossier, sides: dict[str, str], side: str) -> list[Decimal]:
    """The amounts of one side, opened."""
    return [line.amount or Decimal(0) for line in found.money if sides.get(line.kind) == side]

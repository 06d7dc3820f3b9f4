"""What the Energiehuis shows on the page of a case."""

from decimal import Decimal

from app.access.work import Work
from app.cases.models import Case
from app.projects.energiehuis.labels import OUTCOMES
from app.projects.energiehuis.models import LoanDecision
from app.projects.energiehuis.queries import loan_of
from app.web.formatting import date_nl, euro, number


def case_details(work: Work, case: Case) -> dict[str, object]:
    """The loan in a few lines."""
    loan = loan_of(work.session, case.uid)
    asked = loan.application
    pairs = [
        ("Lening", loan.product.label),
        ("Ontvangen op", date_nl(asked.received_on)),
        ("Gevraagd", euro(asked.amount_requested_cents)),
        ("Rentevoet", percent(asked.rate)),
    ]
    if loan.decision is not None:
        pairs += _decision(loan.decision)
    if loan.contract is not None:
        pairs.append(("Ondertekend op", date_nl(loan.contract.signed_on)))
        if loan.contract.first_due_on is not None:
            pairs.append(("Eerste vervaldag", date_nl(loan.contract.first_due_on)))
    return {"loan_pairs": pairs, "loan_number": case.number}


def percent(rate: Decimal | None) -> str:
    """A yearly rate in words: 2,25 % a year, or that nobody knows it yet."""
    return "nog niet gekend" if rate is None else f"{number(rate, 2)} % per jaar"


def _decision(decision: LoanDecision) -> list[tuple[str, str]]:
    pairs = [(OUTCOMES[decision.outcome], f"op {date_nl(decision.decided_on)}")]
    if decision.amount_cents is not None:
        pairs.append(("Toegekend", euro(decision.amount_cents)))
    if decision.months is not None:
        pairs.append(("Looptijd", f"{decision.months} maanden"))
    return pairs

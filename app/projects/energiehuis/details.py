"""What the Energiehuis shows on the page of a case and of a person."""

from decimal import Decimal
from typing import Any, Final

from app.access.work import Work
from app.cases.models import Case
from app.cases.queries_household import open_case_of
from app.clients.models import Person
from app.projects.energiehuis.counted import PROJECT_KEY
from app.projects.energiehuis.file.queries import file_of
from app.projects.energiehuis.labels import OUTCOMES
from app.projects.energiehuis.lifecycle.rules import State
from app.projects.energiehuis.models import LoanDecision
from app.projects.energiehuis.queries import loan_of
from app.web.formatting import date_nl, euro, number

_PLACES: Final = 2
"""Of a rate; one that has more shows them all."""


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
    may = work.actor.holds("case.write", case.project, case.organisation)
    decides = work.actor.holds("energiehuis.decide", case.project, case.organisation)
    has_file = file_of(work.session, case.uid) is not None
    return {
        "loan_pairs": pairs,
        "loan_number": case.number,
        "has_loan_file": has_file and may,
        "to_decide": has_file and decides and case.phase in (State.ADVISED, State.CONDITIONAL),
    }


def percent(rate: Decimal | None) -> str:
    """A yearly rate in words: 2,25 % a year, or that nobody knows it yet."""
    if rate is None:
        return "nog niet gekend"
    places = rate.normalize().as_tuple().exponent
    return f"{number(rate, max(_PLACES, -int(places)))} % per jaar"


def _decision(decision: LoanDecision) -> list[tuple[str, str]]:
    pairs = [(OUTCOMES[decision.outcome], f"op {date_nl(decision.decided_on)}")]
    if decision.amount_cents is not None:
        pairs.append(("Toegekend", euro(decision.amount_cents)))
    if decision.months is not None:
        pairs.append(("Looptijd", f"{decision.months} maanden"))
    return pairs


def person_panel(work: Work, person: Person) -> dict[str, Any]:
    """Where this person stands with the Energiehuis: the open file, and the way to apply."""
    known = open_case_of(work, project=PROJECT_KEY, person_uid=person.uid)
    return {
        "number": known.number if known else None,
        "person_uid": person.uid,
        "may_apply": work.actor.holds("case.write", PROJECT_KEY),
    }

"""The terms of a contract as the rules of the ledger read them; pure rules."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from app.projects.energiehuis.arithmetic.amortisation import Method
from app.projects.energiehuis.arithmetic.intervals import shifted
from app.projects.energiehuis.arithmetic.rates import Convention
from app.projects.energiehuis.ledger.rules_position import Conditions
from app.projects.energiehuis.products.rules import Repayment

_METHODS: Final = {Repayment.ANNUITY: Method.ANNUITY, Repayment.BULLET: Method.BULLET}


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed, by the names under which it is stored."""

    rate: Decimal
    months: int
    repayment: Repayment
    convention: Convention
    amount_cents: int
    sent_on: date
    first_due_on: date | None
    drawing_ended_on: date | None


def conditions(agreed: Agreed, signed_on: date | None) -> Conditions:
    """The terms of the ledger; a bullet loan falls due so many months after signing."""
    start = signed_on or agreed.sent_on
    first = agreed.first_due_on or shifted(start, 1)
    if agreed.repayment is Repayment.BULLET:
        first = shifted(start, agreed.months)
    return Conditions(
        rate=agreed.rate,
        months=agreed.months,
        first_due=first,
        contract_cents=agreed.amount_cents,
        convention=agreed.convention,
        method=_METHODS[agreed.repayment],
        drawing_ended_on=agreed.drawing_ended_on,
    )

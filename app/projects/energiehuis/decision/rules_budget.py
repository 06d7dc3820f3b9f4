"""What a household keeps each month beside the new loan, held against a reference budget; pure rules.

Nothing is decided here: the lines are for a person who decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from app.core.errors import Refused
from app.projects.energiehuis.arithmetic.money import CENT, ZERO, rounded, total

FORMULA: Final = "2026-1"
"""Income less charges, running credits and the new instalment; held against the reference budget."""


@dataclass(frozen=True)
class Reference:
    """A reference budget of a month, and where it comes from."""

    amount: Decimal
    source: str
    valid_from: date
    confirmed: bool


@dataclass(frozen=True)
class BudgetInput:
    """What goes in, in euro a month."""

    incomes: Sequence[Decimal]
    charges: Sequence[Decimal]
    credits: Sequence[Decimal]
    instalment: Decimal
    reference: Reference

    def as_text(self) -> dict[str, Any]:
        """The amounts and the reference in the notation in which they are kept."""
        return {
            "incomes": [str(amount) for amount in self.incomes],
            "charges": [str(amount) for amount in self.charges],
            "credits": [str(amount) for amount in self.credits],
            "instalment": str(self.instalment),
            "reference": str(self.reference.amount),
            "source": self.reference.source,
            "valid_from": self.reference.valid_from.isoformat(),
            "confirmed": int(self.reference.confirmed),
        }


@dataclass(frozen=True)
class Budget:
    """What comes out, in euro a month."""

    income: Decimal
    charges: Decimal
    credits: Decimal
    instalment: Decimal
    left: Decimal
    reference: Decimal
    margin: Decimal

    @property
    def is_above(self) -> bool:
        """Whether what is left reaches the reference budget."""
        return self.margin >= 0

    def as_text(self) -> dict[str, str]:
        """The amounts in the notation in which they are kept."""
        return {name: str(value) for name, value in asdict(self).items()}


def budget_of_text(kept: Mapping[str, Any]) -> Budget:
    """A result as it was kept."""
    return Budget(**{name: Decimal(value) for name, value in kept.items()})


def compute(given: BudgetInput) -> Budget:
    """The budget by the formula of today. Refused without any income."""
    income, charges, credits = total(given.incomes), total(given.charges), total(given.credits)
    if income <= 0:
        raise Refused("Vul eerst minstens één inkomen in.", "kind")
    left = income - charges - credits - given.instalment
    return Budget(
        income=income,
        charges=charges,
        credits=credits,
        instalment=given.instalment,
        left=left,
        reference=given.reference.amount,
        margin=left - given.reference.amount,
    )


def reference_for(
    single: Decimal, couple: Decimal, per_dependant: Decimal, *, is_couple: bool, dependants: int
) -> Decimal:
    """The reference of a household: somebody alone without dependants, or more people, with each dependant on top."""
    start = couple if is_couple or dependants else single
    return rounded(start + per_dependant * dependants, CENT) or ZERO

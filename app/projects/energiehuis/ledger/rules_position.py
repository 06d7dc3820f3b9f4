"""What an entry of the ledger says, and what a loan's standing is made of; values only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from app.projects.energiehuis.arithmetic.amortisation import Method
from app.projects.energiehuis.arithmetic.rates import Convention


class EntryKind(StrEnum):
    """What an entry of the ledger says."""

    DRAWDOWN = "opname"
    PAYMENT = "betaling"
    """Money of the borrower, for what falls due first."""
    EARLY = "vervroegd"
    PREMIUM = "premie"
    """A renovation premium that the energy house received: always an early repayment."""
    COST = "kost"
    DUE_NOW = "opeisbaar"
    """From this day everything is due: called in, repaid early as a whole, or an event of the contract."""
    WRITE_OFF = "afgeschreven"
    REFUND = "teruggestort"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger; what was wrong is undone by a line that names it, never changed."""

    uid: UUID
    kind: EntryKind
    value_on: date
    cents: int
    reverses: UUID | None = None


@dataclass(frozen=True, slots=True)
class Conditions:
    """What was agreed, as far as the ledger needs it."""

    rate: Decimal
    months: int
    first_due: date
    contract_cents: int
    convention: Convention = Convention.EFFECTIVE
    method: Method = Method.ANNUITY
    drawing_ended_on: date | None = None
    """Since when no more is drawn, although the contract is not used up."""


@dataclass(frozen=True, slots=True)
class Due:
    """What falls due on a day."""

    on: date
    interest: int = 0
    principal: int = 0
    cost: int = 0

    @property
    def cents(self) -> int:
        return self.interest + self.principal + self.cost

    def less(self, cents: int) -> tuple["Due", int]:
        """What remains of it after money on it, and what remains of the money: interest, principal, then costs."""
        left = cents
        parts = []
        for part in (self.interest, self.principal, self.cost):
            used = min(part, left)
            parts.append(part - used)
            left -= used
        return Due(self.on, *parts), left


@dataclass(frozen=True, slots=True)
class Position:
    """Where a loan stands on a day, in cents."""

    on: date
    drawn: int
    repaid_early: int
    due: Due
    """Everything that fell due until this day, paid or not."""
    unpaid: tuple[Due, ...]
    """What of it is open, the oldest first."""
    written_off: Due
    received: int
    """What the borrower paid, less what was given back; early repayments and premiums apart."""
    credit: int
    """Received and not yet due."""

    @property
    def arrears(self) -> int:
        """Due and not paid, costs included."""
        return sum(each.cents for each in self.unpaid)

    @property
    def balance(self) -> int:
        """Capital that is still out."""
        paid = self.due.principal - self.written_off.principal - sum(each.principal for each in self.unpaid)
        return self.drawn - self.repaid_early - self.written_off.principal - paid

    @property
    def paid(self) -> Due:
        """How much of what fell due was paid, part by part."""
        open_ = summed(self.on, self.unpaid)
        return Due(
            self.on,
            self.due.interest - open_.interest - self.written_off.interest,
            self.due.principal - open_.principal - self.written_off.principal,
            self.due.cost - open_.cost - self.written_off.cost,
        )

    @property
    def oldest(self) -> date | None:
        """Since when an instalment is open."""
        return next((each.on for each in self.unpaid if each.interest + each.principal), None)

    @property
    def instalments_unpaid(self) -> int:
        """Instalments that are open, in whole or in part."""
        return sum(1 for each in self.unpaid if each.interest + each.principal)

    @property
    def days_late(self) -> int:
        """Days since the oldest open instalment fell due; 0 when none is."""
        return 0 if self.oldest is None else (self.on - self.oldest).days


def summed(on: date, dues: Iterable[Due]) -> Due:
    """Several dues as one of a day."""
    known = list(dues)
    return Due(on, sum(d.interest for d in known), sum(d.principal for d in known), sum(d.cost for d in known))

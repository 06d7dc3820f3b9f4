"""Amortisation period by period: what is drawn, what it costs, what is repaid, until nothing is left."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from enum import StrEnum
from functools import lru_cache

from app.core.errors import Refused
from app.projects.energiehuis.arithmetic.money import CENT, PRECISE, ZERO, rounded, total


class Method(StrEnum):
    """How the capital comes back."""

    ANNUITY = "annuity"
    """Equal instalments."""
    LINEAR = "linear"
    """Equal parts of the capital, with the interest on top."""
    BULLET = "bullet"
    """Everything at the end; only interest before that."""


class AfterEarly(StrEnum):
    """What an early repayment of a part changes."""

    LOWER_INSTALMENT = "lower_instalment"
    SHORTER_TERM = "shorter_term"


@dataclass(frozen=True, slots=True)
class Movement:
    """Money within a period: drawn, or repaid early when negative."""

    amount: Decimal
    growth: Decimal
    """Interest on one euro from its day to the end of the period."""


@dataclass(frozen=True, slots=True)
class Step:
    """One period, ending on a due date."""

    growth: Decimal
    """Interest on one euro over the whole period."""
    movements: tuple[Movement, ...] = ()
    interest_only: bool = False

    @property
    def drawn(self) -> Decimal:
        return total(movement.amount for movement in self.movements if movement.amount > 0)

    @property
    def repaid_early(self) -> Decimal:
        return -total(movement.amount for movement in self.movements if movement.amount < 0)


@dataclass(frozen=True, slots=True)
class Booked:
    """What happens in one period; instalment = interest + principal, to the cent."""

    drawn: Decimal
    repaid_early: Decimal
    instalment: Decimal
    interest: Decimal
    principal: Decimal
    balance: Decimal
    """After the instalment, before anything drawn on the same day."""


@dataclass
class _Course:
    """Where a loan stands while its periods are gone through."""

    steps: Sequence[Step]
    method: Method
    after_early: AfterEarly
    quantum: Decimal
    balance: Decimal
    level: Decimal | None = None
    rows: list[Booked] = field(default_factory=list)

    def book(self, index: int) -> None:
        """Go through one period."""
        step = self.steps[index]
        opening = owed = self.balance
        drawn = early = ZERO
        if step.movements:
            drawn, early = step.drawn, step.repaid_early
            owed = opening + drawn - early
            if owed < 0:
                raise Refused("Er wordt meer vervroegd terugbetaald dan er nog openstaat.", "amount")
        interest = rounded(_interest(opening, step), self.quantum)
        if not step.interest_only and self._must_level(drawn, early):
            self.level = self._level(index, opening, owed)
        principal = self._principal(index, owed, interest)
        self.balance = owed - principal
        self.rows.append(Booked(drawn, early, interest + principal, interest, principal, self.balance))

    def _must_level(self, drawn: Decimal, early: Decimal) -> bool:
        lowers = self.after_early is AfterEarly.LOWER_INSTALMENT
        return self.level is None or drawn > 0 or (early > 0 and lowers)

    def _level(self, index: int, opening: Decimal, owed: Decimal) -> Decimal:
        """The instalment, or for equal capital the part of it, that ends the loan in the periods that remain."""
        if self.method is Method.LINEAR:
            return rounded(owed / (len(self.steps) - index), self.quantum)
        due_at_end = PRECISE.add(owed, _interest(opening, self.steps[index]))
        later = [step.growth for step in self.steps[index + 1 :]]
        return rounded(PRECISE.divide(due_at_end, _annuity_factor(later)), self.quantum)

    def _principal(self, index: int, owed: Decimal, interest: Decimal) -> Decimal:
        if index == len(self.steps) - 1:
            return owed
        if self.steps[index].interest_only or self.method is Method.BULLET or self.level is None:
            return ZERO
        part = self.level if self.method is Method.LINEAR else self.level - interest
        return min(max(part, ZERO), owed)


def amortise(
    opening: Decimal,
    steps: Sequence[Step],
    method: Method = Method.ANNUITY,
    after_early: AfterEarly = AfterEarly.LOWER_INSTALMENT,
    quantum: Decimal = CENT,
    instalment: Decimal | None = None,
    only: int | None = None,
) -> list[Booked]:
    """The rows of a loan: interest is rounded on each, and the last one closes to nothing.

    The instalment (or for equal capital the part of it) is the one given, else the one that comes out even. It is
    computed anew when something is drawn later, and after an early repayment that lowers it. Periods after the one
    in which nothing is left any more are not given. With `only`, no more than the first so many.
    """
    if not steps:
        raise Refused("Een lening heeft minstens één vervaldag.", "months")
    course = _Course(steps, method, after_early, quantum, opening, instalment)
    for index in range(len(steps) if only is None else min(only, len(steps))):
        course.book(index)
    last = max((n for n, row in enumerate(course.rows) if row.instalment or row.drawn or row.repaid_early), default=0)
    return course.rows[: last + 1]


def level_instalment(amount: Decimal, growths: Sequence[Decimal]) -> Decimal:
    """The equal instalment, not rounded, that repays an amount over periods with these growths."""
    with localcontext(PRECISE):
        return amount * (1 + growths[0]) / _annuity_factor(growths[1:])


def _annuity_factor(later: Sequence[Decimal]) -> Decimal:
    """What instalments of one euro, now and at the end of each later period, are worth now."""
    if later and later.count(later[0]) == len(later):
        return _equal_factor(later[0], len(later))
    with localcontext(PRECISE):
        worth = discount = Decimal(1)
        for growth in later:
            discount /= 1 + growth
            worth += discount
        return worth


@lru_cache(maxsize=4096)
def _equal_factor(growth: Decimal, count: int) -> Decimal:
    """The same over periods that are all alike: 1 + (1 - (1+i)^-n) / i."""
    with localcontext(PRECISE) as exact:
        if growth == 0:
            return Decimal(count + 1)
        # Of a small growth the difference keeps fewer digits than the context has: as many again are added.
        exact.prec *= 2
        worth = 1 + (1 - (1 + growth) ** -count) / growth
    return PRECISE.plus(worth)


def _interest(opening: Decimal, step: Step) -> Decimal:
    interest = PRECISE.multiply(opening, step.growth)
    for move in step.movements:
        interest = PRECISE.add(interest, PRECISE.multiply(move.amount, move.growth))
    return interest

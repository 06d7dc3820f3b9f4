"""The schedule of a loan on the calendar: drawdowns, due dates, early repayments, pay-off."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from app.core.errors import Refused
from app.projects.energiehuis.arithmetic.amortisation import AfterEarly, Booked, Method, Movement, Step, amortise
from app.projects.energiehuis.arithmetic.intervals import contract_years, due_dates
from app.projects.energiehuis.arithmetic.money import CENT, rounded, total
from app.projects.energiehuis.arithmetic.rates import MONTH, Convention, growth

MOST_MONTHS = 600


class Kind(StrEnum):
    """What money that moves between two due dates is."""

    DRAWDOWN = "drawdown"
    EARLY = "early"
    PREMIUM = "premium"
    """A renovation premium paid on the loan: booked as an early repayment."""


@dataclass(frozen=True, slots=True, order=True)
class Transfer:
    """Money drawn, or repaid outside the instalments, on a day."""

    on: date
    kind: Kind
    amount: Decimal

    @property
    def signed(self) -> Decimal:
        """What it adds to the balance."""
        return self.amount if self.kind is Kind.DRAWDOWN else -self.amount


class FirstPeriod(StrEnum):
    """What the time between the first drawdown and the first due date costs."""

    BY_DAYS = "by_days"
    """Its own length: whole months, and days by the European rule."""
    WHOLE_MONTH = "whole_month"
    """A month like any other, however many days it has."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed."""

    rate: Decimal
    """Percent a year."""
    months: int
    """Number of instalments that repay capital."""
    first_due: date
    convention: Convention = Convention.EFFECTIVE
    method: Method = Method.ANNUITY
    anchor_day: int | None = None
    """Day of the month on which is paid; without it that of the first due date."""
    interest_only: int = 0
    """Due dates before the first repayment of capital, with the interest on what is drawn so far."""
    after_early: AfterEarly = AfterEarly.LOWER_INSTALMENT
    first_period: FirstPeriod = FirstPeriod.BY_DAYS


@dataclass(frozen=True, slots=True)
class Row:
    """One due date of a schedule."""

    n: int
    due: date
    booked: Booked


@dataclass(frozen=True)
class Schedule:
    """The rows of a loan, and what they come to."""

    rows: tuple[Row, ...]
    transfers: tuple[Transfer, ...]
    instalment: Decimal
    """The first instalment that repays capital."""

    @property
    def total_interest(self) -> Decimal:
        return total(row.booked.interest for row in self.rows)

    @property
    def total_payable(self) -> Decimal:
        """Everything that the borrower pays, early repayments included."""
        return total(row.booked.instalment + row.booked.repaid_early for row in self.rows)


@dataclass(frozen=True, slots=True)
class PayOff:
    """What ends a loan on a day."""

    on: date
    principal: Decimal
    interest: Decimal

    @property
    def amount(self) -> Decimal:
        return self.principal + self.interest


@dataclass(frozen=True, slots=True)
class _Span:
    """One period on the calendar."""

    start: date
    end: date
    years: Fraction

    def part(self, since: date, until: date) -> Fraction:
        """The part of the period between two of its days, by the number of days."""
        return self.years * (until - since).days / (self.end - self.start).days


def make_schedule(
    terms: Terms, transfers: Iterable[Transfer], quantum: Decimal = CENT, until: date | None = None
) -> Schedule:
    """The schedule of these terms and transfers, in whatever order they are given, rounded to a quantum.

    Interest runs on each drawdown from its own day. Money that moves on a due date belongs to the period that
    begins there. What a first period shorter or longer than a month costs is a choice of the terms. With `until`,
    only the rows that fall due by then and the next one: the same ones, sooner.
    """
    ordered = tuple(sorted(transfers))
    spans = _spans(terms, ordered)
    only = None if until is None else 1 + bisect_right(spans, until, key=lambda span: span.end)
    steps = _steps(terms, spans, ordered)
    booked = amortise(Decimal("0.00"), steps, terms.method, terms.after_early, quantum, only=only)
    rows = tuple(Row(n, span.end, row) for n, (span, row) in enumerate(zip(spans, booked, strict=False), start=1))
    regular = rows[min(terms.interest_only, len(rows) - 1)].booked.instalment
    return Schedule(rows, ordered, regular)


def pay_off(terms: Terms, transfers: Iterable[Transfer], on: date) -> PayOff:
    """What repays the whole loan on a day: the capital, and the interest since the last due date.

    An instalment that falls due on the day itself counts as paid.
    """
    ordered = tuple(sorted(transfers))
    late = next((transfer for transfer in ordered if transfer.on > on), None)
    if late is not None:
        raise Refused("Er staat nog een opname of terugbetaling na deze dag.", "on")
    schedule = make_schedule(terms, ordered)
    span = next((each for each in _spans(terms, ordered) if each.start <= on < each.end), None)
    if span is None:
        raise Refused("Op deze dag loopt de lening niet.", "on")
    before = [row.booked for row in schedule.rows if row.due <= span.start]
    opening = before[-1].balance if before else Decimal("0.00")
    inside = [transfer for transfer in ordered if transfer.on >= span.start]
    running = [(opening, span.start), *((transfer.signed, transfer.on) for transfer in inside)]
    interest = sum(
        (amount * growth(terms.rate, span.part(since, on), terms.convention) for amount, since in running), Decimal(0)
    )
    return PayOff(on, total(amount for amount, _ in running), rounded(interest))


def _steps(terms: Terms, spans: Sequence[_Span], ordered: Iterable[Transfer]) -> list[Step]:
    """The periods with what moves in them; most are a month in which nothing does."""
    month = growth(terms.rate, MONTH, terms.convention)
    waiting, regular = Step(month, interest_only=True), Step(month)
    steps = [waiting] * terms.interest_only + [regular] * (len(spans) - terms.interest_only)
    moves: dict[int, list[Movement]] = {0: []}
    for transfer in ordered:
        index = bisect_right(spans, transfer.on, key=lambda span: span.start) - 1
        moves.setdefault(index, []).append(_movement(terms, spans[index], transfer))
    for index, inside in moves.items():
        own = growth(terms.rate, spans[index].years, terms.convention)
        steps[index] = Step(own, tuple(inside), interest_only=index < terms.interest_only)
    return steps


def _movement(terms: Terms, span: _Span, transfer: Transfer) -> Movement:
    return Movement(transfer.signed, growth(terms.rate, span.part(transfer.on, span.end), terms.convention))


def _spans(terms: Terms, transfers: Sequence[Transfer]) -> list[_Span]:
    _check(terms, transfers)
    start, first_due = transfers[0].on, terms.first_due
    later = _later_spans(first_due, terms.interest_only + terms.months, terms.anchor_day)
    last_due = later[-1].end if later else first_due
    if start >= first_due:
        raise Refused("De eerste vervaldag ligt niet na de eerste opname.", "first_due")
    if transfers[-1].on >= last_due:
        raise Refused("Na de laatste vervaldag kan er niets meer opgenomen of terugbetaald worden.", "on")
    by_days = terms.first_period is FirstPeriod.BY_DAYS
    first = _Span(start, first_due, contract_years(start, first_due) if by_days else MONTH)
    return [first, *later]


@lru_cache(maxsize=512)
def _later_spans(first_due: date, count: int, anchor_day: int | None) -> tuple[_Span, ...]:
    """The months after the first due date: a portfolio has few calendars, each of many loans."""
    return tuple(_Span(one, other, MONTH) for one, other in pairwise(due_dates(first_due, count, anchor_day)))


def _check(terms: Terms, transfers: Sequence[Transfer]) -> None:
    if not 1 <= terms.months <= MOST_MONTHS or not 0 <= terms.interest_only <= MOST_MONTHS:
        raise Refused(f"Het aantal maanden ligt tussen 1 en {MOST_MONTHS}.", "months")
    if terms.rate < 0:
        raise Refused("De rentevoet kan niet negatief zijn.", "rate")
    if terms.anchor_day is not None and not 1 <= terms.anchor_day <= 31:
        raise Refused("De betaaldag ligt tussen 1 en 31.", "anchor_day")
    if not transfers or transfers[0].kind is not Kind.DRAWDOWN:
        raise Refused("Een lening begint met een opname.", "amount")
    for transfer in transfers:
        check_amount(transfer.amount)


def check_amount(amount: Decimal) -> None:
    """Refuse what is not an amount of whole cents, more than nothing."""
    if not amount.is_finite() or amount <= 0:
        raise Refused("Een bedrag is meer dan 0 euro.", "amount")
    if amount != rounded(amount, CENT):
        raise Refused("Een bedrag heeft hoogstens twee cijfers na de komma.", "amount")

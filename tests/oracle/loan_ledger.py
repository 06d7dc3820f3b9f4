"""A second derivation of where a loan stands: months walked through one after another, payments poured over them."""

import calendar
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from tests.oracle.loan import time_of

Line = tuple[str, str, date, int, str]
"""Identifier, kind, value day, cents, identifier of what it undoes."""


@dataclass
class Book:
    """The terms of a loan with monthly instalments."""

    percent: str
    months: int
    first_due: date
    contract: int


def month_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def cents(amount: Decimal) -> int:
    return int(amount.quantize(Decimal("1e-20")).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def outcome(book: Book, lines: list[Line], on: date) -> dict[str, object]:
    """Balance, interest that fell due, arrears, credit and the oldest open day, in cents."""
    gone = {line[4] for line in lines if line[4]}
    lines = [line for line in lines if not line[4] and line[0] not in gone and line[2] <= on]
    drawn = sorted((line[2], line[3]) for line in lines if line[1] == "opname")
    called = min((line[2] for line in lines if line[1] == "opeisbaar"), default=None)
    claims: list[list[object]] = []
    if drawn:
        with localcontext() as exact:
            exact.prec = 45
            claims = walk(book, lines, drawn, on, called)
    claims += [[line[2], 0, 0, line[3]] for line in lines if line[1] == "kost"]
    claims.sort(key=lambda claim: claim[0])
    return poured(lines, claims, sum(amount for _, amount in drawn))


def walk(book: Book, lines: list[Line], drawn: list[tuple[date, int]], on: date, called: date | None) -> list:
    """(day, interest, capital, cost) of every due day until `on`, and of the day on which all was called."""
    until = min(on, called) if called else on
    start, ended = drawn[0][0], last_drawn(book, drawn)
    days, waiting = due_days(book, start, min(ended, until) if ended else until)
    moves = [(day, amount) for day, amount in drawn if day <= until]
    moves += [(line[2], -line[3]) for line in lines if line[1] in ("vervroegd", "premie") and line[2] <= until]
    yearly = Decimal(book.percent) / 100
    claims, balance, level, since = [], 0, None, start
    for index, due in enumerate(days):
        length = whole(start, due) if index == 0 else Fraction(1, 12)

        def worth(first: date, after: date, span=length, begin=since, end=due) -> Decimal:
            part = span * (after - first).days / (end - begin).days
            return (1 + yearly) ** (Decimal(part.numerator) / Decimal(part.denominator)) - 1

        inside = [(day, amount) for day, amount in moves if since <= day < due]
        if due > until:
            if called == until and since <= until:
                interest = balance * worth(since, until) + sum(amount * worth(day, until) for day, amount in inside)
                claims.append([until, cents(interest), balance + sum(amount for _, amount in inside), 0])
            break
        own = (1 + yearly) ** (Decimal(length.numerator) / Decimal(length.denominator)) - 1
        interest = balance * own + sum(amount * worth(day, due) for day, amount in inside)
        owed = balance + sum(amount for _, amount in inside)
        capital = 0
        if index >= waiting:
            if level is None or inside:
                left = len(days) - index
                monthly = (1 + yearly) ** (Decimal(1) / 12) - 1
                factor = sum((1 + monthly) ** -n for n in range(left))
                level = cents((owed + interest) / factor)
            capital = owed if index == len(days) - 1 else max(0, min(owed, level - cents(interest)))
        balance = owed - capital
        claims.append([due, cents(interest), capital, 0])
        since = due
    return claims


def last_drawn(book: Book, drawn: list[tuple[date, int]]) -> date | None:
    """The day on which the contract was used up."""
    total = 0
    for day, amount in drawn:
        total += amount
        if total >= book.contract:
            return day
    return None


def due_days(book: Book, start: date, last: date) -> tuple[list[date], int]:
    """Every due day, and how many of them ask interest alone: those until drawing ended."""
    shift = waiting = 0
    while month_later(book.first_due, shift) <= start:
        shift += 1
    while month_later(book.first_due, shift + waiting) <= last:
        waiting += 1
    return [month_later(book.first_due, shift + n) for n in range(waiting + book.months)], waiting


def whole(start: date, due: date) -> Fraction:
    months = (due.year - start.year) * 12 + due.month - start.month
    if months > 0 and month_later(start, months) == due:
        return Fraction(months, 12)
    return time_of(start, due)


def poured(lines: list[Line], claims: list, drawn: int) -> dict[str, object]:
    """Write-offs from the end, money from the beginning; within a day interest, capital, cost."""

    def amount(*kinds: str) -> int:
        return sum(line[3] for line in lines if line[1] in kinds)

    open_ = [list(claim) for claim in claims]
    off, off_capital = amount("afgeschreven"), 0
    for claim in reversed(open_):
        for part in (1, 2, 3):
            used = min(off, claim[part])
            claim[part] -= used
            off -= used
            off_capital += used if part == 2 else 0
    money = amount("betaling") - amount("teruggestort")
    left, capital_paid = max(money, 0), 0
    for claim in open_:
        for part in (1, 2, 3):
            used = min(left, claim[part])
            claim[part] -= used
            left -= used
            capital_paid += used if part == 2 else 0
    return {
        "balance": drawn - amount("vervroegd", "premie") - off_capital - capital_paid,
        "interest_due": sum(claim[1] for claim in claims),
        "arrears": sum(sum(claim[1:]) for claim in open_),
        "credit": left + min(money, 0),
        "oldest": next((claim[0] for claim in open_ if claim[1] + claim[2]), None),
    }

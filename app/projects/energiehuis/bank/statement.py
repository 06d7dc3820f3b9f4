"""What every kind of bank statement says: an account, two balances, movements between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.errors import Refused


@dataclass(frozen=True, slots=True)
class Movement:
    """Money that came in (positive) or went out."""

    value_on: date
    cents: int
    communication: str | None
    """Twelve digits of a structured communication, when there is one."""
    end_to_end: str | None = None
    """Our own reference of an order, as the bank gives it back."""


@dataclass(frozen=True)
class Statement:
    """One statement of one account."""

    account: str
    number: str
    """How the bank numbers it: unique for the account."""
    closed_on: date
    opening_cents: int
    closing_cents: int
    movements: tuple[Movement, ...]


class Unreadable(Refused):
    """The file is not a whole statement; nothing of it is used."""

    def __init__(self, why: str) -> None:
        super().__init__(f"Dit bestand is geen volledig afschrift: {why}. Er is niets geboekt.", "file")


def check_statement(statement: Statement) -> Statement:
    """The statement, when its movements lead from the one balance to the other."""
    if statement.opening_cents + sum(each.cents for each in statement.movements) != statement.closing_cents:
        raise Unreadable(f"het saldo van afschrift {statement.number} klopt niet met de bewegingen")
    return statement


def check_parts(whole: Movement, parts: Sequence[Movement]) -> Iterator[Movement]:
    """The parts of a movement that the bank details, or the movement itself when it does not."""
    if parts and sum(part.cents for part in parts) != whole.cents:
        raise Unreadable("de details van een beweging zijn samen niet gelijk aan haar bedrag")
    yield from parts or (whole,)

"""Whether an invoice may be paid from a loan: amount, number, date, kind of work; pure rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.projects.energiehuis.arithmetic.intervals import shifted


@dataclass(frozen=True)
class Invoice:
    """An invoice that somebody asks to pay."""

    on: date
    work: str
    amount_cents: int


@dataclass(frozen=True)
class Room:
    """What the contract and the rules of the day of application leave."""

    signed_on: date
    contract_cents: int
    approved_works: Mapping[str, int | None]
    """Kind of work -> the most that may be paid for it; None: only the contract limits it."""
    most_drawdowns: int | None
    most_months: int | None
    """Months after signing in which the last drawdown lies."""


@dataclass(frozen=True, slots=True)
class Objection:
    """Why an invoice cannot be paid, and where that can be mended."""

    reason: str
    field: str


def objections(room: Room, paid: Sequence[Invoice], invoice: Invoice) -> list[Objection]:
    """Every reason for which this invoice cannot be paid after those that were; none: it can."""
    found = _work(room, paid, invoice)
    if invoice.amount_cents <= 0:
        found.append(Objection("Het bedrag van een factuur is meer dan 0 euro.", "amount"))
    if sum(each.amount_cents for each in paid) + invoice.amount_cents > room.contract_cents:
        found.append(Objection("Samen met de vorige opnames is dit meer dan het bedrag van het contract.", "amount"))
    if room.most_drawdowns is not None and len(paid) >= room.most_drawdowns:
        found.append(Objection(f"Er zijn hoogstens {room.most_drawdowns} opnames.", "invoice"))
    return found + _dates(room, invoice)


def _dates(room: Room, invoice: Invoice) -> list[Objection]:
    if invoice.on < room.signed_on:
        return [Objection("Een opname ligt niet vóór de ondertekening.", "invoice_on")]
    if room.most_months is not None and invoice.on > shifted(room.signed_on, room.most_months):
        late = f"De laatste opname ligt hoogstens {room.most_months} maanden na de ondertekening."
        return [Objection(late, "invoice_on")]
    return []


def _work(room: Room, paid: Sequence[Invoice], invoice: Invoice) -> list[Objection]:
    if invoice.work not in room.approved_works:
        return [Objection("Dit soort werk is niet goedgekeurd voor deze lening.", "work")]
    most = room.approved_works[invoice.work]
    spent = sum(each.amount_cents for each in paid if each.work == invoice.work)
    if most is not None and spent + invoice.amount_cents > most:
        return [Objection("Samen met de vorige facturen is dit meer dan wat voor dit werk goedgekeurd is.", "amount")]
    return []

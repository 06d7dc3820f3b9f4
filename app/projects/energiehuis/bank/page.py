"""The treasury's pages in words."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.access.work import Work
from app.accounts.queries import user_names
from app.projects.energiehuis.bank.lender import lender
from app.projects.energiehuis.bank.models import LineStanding, OrderKind, PaymentOrder
from app.projects.energiehuis.bank.queries import OpenLine, keeps_treasury, open_lines, order_lines, orders, statements
from app.projects.energiehuis.bank.rules_numbers import written
from app.projects.energiehuis.bank.service import NO_COMMUNICATION, OUTGOING, REFUSED, UNKNOWN_LOAN
from app.web.formatting import date_nl

ORDER_WORDS = {OrderKind.COLLECT: "Inning", OrderKind.PAY: "Betaling"}
WHY_WORDS = {
    NO_COMMUNICATION: "geen mededeling van een lening",
    UNKNOWN_LOAN: "mededeling van geen enkele lening",
    OUTGOING: "geld dat vertrok",
    REFUSED: "kon niet geboekt worden op deze lening",
}


@dataclass(frozen=True)
class StatementRow:
    """A statement with what became of its lines."""

    number: str
    closed_on: date
    booked: int
    open: int
    aside: int


@dataclass(frozen=True)
class LineRow:
    """A movement that waits."""

    uid: UUID
    statement: str
    place: int
    value_on: date
    cents: int
    communication: str
    why: str


@dataclass(frozen=True)
class OrderRow:
    """A file for the bank."""

    uid: UUID
    reference: str
    words: str
    execution_on: date
    lines: int
    cents: int
    standing: str
    kind: str
    is_released: bool
    is_waiting: bool


@dataclass(frozen=True)
class BankPage:
    """The first page of the treasury."""

    lines: list[LineRow]
    statements: list[StatementRow]
    orders: list[OrderRow]
    is_confirmed: bool


@dataclass(frozen=True)
class OrderPage:
    """One file with its lines."""

    row: OrderRow
    lines: list[tuple[str, date | None, int]]
    """Case number, due date that is collected, amount."""
    made_by: str
    is_own: bool
    is_confirmed: bool


def bank_page(work: Work) -> BankPage:
    """What waits, what was read, what was made; nothing for a role at one organisation."""
    if not keeps_treasury(work):
        return BankPage([], [], [], is_confirmed=lender().confirmed)
    read = [
        StatementRow(
            each.number,
            each.closed_on,
            counts.get(LineStanding.BOOKED, 0),
            counts.get(LineStanding.OPEN, 0),
            counts.get(LineStanding.SET_ASIDE, 0),
        )
        for each, counts in statements(work.session)
    ]
    waiting = [line_words(each) for each in open_lines(work.session)]
    made = [_order_row(each) for each in orders(work.session)]
    return BankPage(waiting, read, made, lender().confirmed)


def line_words(found: OpenLine) -> LineRow:
    """One movement in words."""
    line = found.line
    return LineRow(
        line.uid,
        found.statement.number,
        line.place,
        line.value_on,
        line.amount_cents,
        written(line.communication) if line.communication else "",
        WHY_WORDS.get(line.why or "", ""),
    )


def order_page(work: Work, order: PaymentOrder) -> OrderPage:
    """One file to read back before it leaves; accounts and names are in the file alone."""
    lines = [(each.number, each.line.due_on, each.line.amount_cents) for each in order_lines(work.session, order.uid)]
    is_own = order.made_by == work.actor.key
    return OrderPage(_order_row(order), lines, _name(work, order.made_by), is_own, lender().confirmed)


def _order_row(order: PaymentOrder) -> OrderRow:
    standing, kind = "wacht op een tweede persoon", "attention"
    if order.withdrawn_on is not None:
        standing, kind = f"ingetrokken op {date_nl(order.withdrawn_on)}", "ended"
    elif order.released_at is not None:
        standing, kind = f"vrijgegeven op {date_nl(order.released_at)}", "done"
    return OrderRow(
        order.uid,
        order.reference,
        ORDER_WORDS[order.kind],
        order.execution_on,
        order.lines,
        order.total_cents,
        standing,
        kind,
        order.released_at is not None,
        kind == "attention",
    )


def _name(work: Work, actor: str) -> str:
    kind, _, uid = actor.partition(":")
    if kind != "user":
        return "het programma"
    return user_names(work.session, [UUID(uid)]).get(UUID(uid), "een collega")

"""The amortisation table that goes with a letter: of the contract as agreed, or of the loan as it was drawn."""

from decimal import Decimal

from app.access.work import Work
from app.projects.energiehuis.arithmetic.schedule import Kind, Schedule, Transfer, make_schedule
from app.projects.energiehuis.contract.queries import Contract
from app.projects.energiehuis.ledger.rules import agreed_terms, schedule_of
from app.projects.energiehuis.letters.rules import LetterKind
from app.web.formatting import date_nl, euro

HEAD = ["Nr.", "Vervaldag", "Te betalen", "Rente", "Kapitaal", "Saldo"]


def table_with(work: Work, contract: Contract, kind: LetterKind) -> list[list[str]]:
    """The rows of the table, the first with the names of the columns; none when the letter has no table."""
    if kind not in (LetterKind.AGREEMENT, LetterKind.SCHEDULE):
        return []
    found = _agreed(contract)
    if kind is LetterKind.SCHEDULE:
        found = schedule_of(contract.conditions, contract.plain, work.clock.today()) or found
    return [HEAD, *_rows(found)]


def _agreed(contract: Contract) -> Schedule:
    start = contract.signed.signed_on if contract.signed else contract.terms.sent_on
    whole = Transfer(start, Kind.DRAWDOWN, Decimal(contract.terms.amount_cents) / 100)
    return make_schedule(agreed_terms(contract.conditions), [whole])


def _rows(table: Schedule) -> list[list[str]]:
    return [
        [str(row.n), date_nl(row.due), *(euro(amount) for amount in amounts)]
        for row in table.rows
        if any(amounts := (row.booked.instalment, row.booked.interest, row.booked.principal, row.booked.balance))
    ]

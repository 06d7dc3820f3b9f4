"""The amortisation table that goes with a letter: of the contract as agreed, or of the loan as it was drawn."""

from app.access.work import Work
from app.projects.energiehuis.arithmetic.schedule import Schedule
from app.projects.energiehuis.contract.queries import Contract
from app.projects.energiehuis.ledger.rules import schedule_of
from app.projects.energiehuis.letters.rules import LetterKind
from app.projects.energiehuis.letters.values import agreed_schedule
from app.web.formatting import date_nl, euro

HEAD = ["Nr.", "Vervaldag", "Te betalen", "Rente", "Kapitaal", "Saldo"]


def table_with(work: Work, contract: Contract, kind: LetterKind) -> list[list[str]]:
    """The rows of the table, the first with the names of the columns; none when the letter has no table."""
    if kind not in (LetterKind.AGREEMENT, LetterKind.SCHEDULE):
        return []
    found = agreed_schedule(contract)
    if kind is LetterKind.SCHEDULE:
        found = schedule_of(contract.conditions, contract.plain, work.clock.today()) or found
    return [HEAD, *_rows(found)]


def _rows(table: Schedule) -> list[list[str]]:
    return [
        [str(row.n), date_nl(row.due), *(euro(amount) for amount in amounts)]
        for row in table.rows
        if any(amounts := (row.booked.instalment, row.booked.interest, row.booked.principal, row.booked.balance))
    ]

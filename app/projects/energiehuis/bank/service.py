"""The verbs of bank statements: read a file, place a movement on a loan, set one aside."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import insert, select

from app.access.work import Work
from app.core.errors import Refused
from app.core.model import table_of
from app.core.uid import new_uid
from app.policy.queries import codes
from app.projects.energiehuis.bank.models import BankLine, BankStatement, LineStanding
from app.projects.energiehuis.bank.queries import Debtor, debtors_under, keeps_treasury, loan_case, open_line
from app.projects.energiehuis.bank.reading import read_statements
from app.projects.energiehuis.bank.statement import Movement, Statement, Unreadable
from app.projects.energiehuis.ledger.models import LoanEntry
from app.projects.energiehuis.ledger.rules_position import EntryKind
from app.projects.energiehuis.ledger.service import book, undo_latest

NO_COMMUNICATION: Final = "zonder_mededeling"
UNKNOWN_LOAN: Final = "onbekende_lening"
OUTGOING: Final = "uitgaand"
REFUSED: Final = "kan_niet_geboekt"
INCOMING: Final = (EntryKind.PAYMENT, EntryKind.EARLY, EntryKind.PREMIUM)
"""What money that came in can be booked as."""


@dataclass(frozen=True)
class Imported:
    """What became of a file."""

    statements: int
    booked: int
    open: int


def import_statements(work: Work, *, content: bytes) -> Imported:
    """Read a file of the bank and book what carries the communication of a loan; all of it, or nothing.

    Refused: a file that is cut off or does not add up, a wrong check digit, a statement that was read before.
    """
    if not keeps_treasury(work):
        raise Refused("Afschriften zijn voor wie de rekening beheert.")
    found = read_statements(content)
    digest = hashlib.sha256(content).hexdigest()
    _refuse_twice(work, found, digest)
    known = debtors_under(
        work.session, {each.communication for one in found for each in one.movements if each.communication}
    )
    booked = sum(_write(work, statement, digest, known) for statement in found)
    lines = sum(len(statement.movements) for statement in found)
    work.trail.record("bank.import", "bank_statement", detail=f"{len(found)} statements, {lines} lines")
    work.session.flush()
    return Imported(len(found), booked, lines - booked)


def place_line(work: Work, *, uid: UUID, number: str | None, kind: EntryKind) -> None:
    """Book a movement on the loan that somebody names; money that went out undoes the payment that it takes back."""
    line = open_line(work, uid).line
    case = loan_case(work, number)
    if line.amount_cents > 0:
        if kind not in INCOMING:
            raise Refused("Kies waarvoor dit geld is.", "kind")
        book(work, case=case, kind=kind, value_on=line.value_on, cents=line.amount_cents, line_uid=line.uid)
    elif undo_latest(work, case=case, kind=kind, cents=-line.amount_cents, reason="teruggekeerd") is None:
        raise Refused("Er is geen boeking van dit bedrag die teruggenomen kan worden.", "number")
    line.standing, line.case_uid, line.why = LineStanding.BOOKED, case.uid, None
    work.trail.record("bank.place", "bank_line", line.uid, case_uid=case.uid, fields=["standing", "case_uid"])
    work.session.flush()


def set_aside(work: Work, *, uid: UUID, why: str | None) -> None:
    """This movement has nothing to do with a loan."""
    line = open_line(work, uid).line
    if why not in {code.key for code in codes(work.session, "bank_line_reason", work.clock.today())}:
        raise Refused("Kies een reden uit de lijst.", "why")
    line.standing, line.why = LineStanding.SET_ASIDE, why
    work.trail.record("bank.set_aside", "bank_line", line.uid, fields=["standing"], detail=why)
    work.session.flush()


def _refuse_twice(work: Work, found: list[Statement], digest: str) -> None:
    numbers = {(each.account, each.number) for each in found}
    if len(numbers) < len(found):
        raise Unreadable("hetzelfde afschrift staat er twee keer in")
    query = select(BankStatement.account, BankStatement.number, BankStatement.digest).where(
        BankStatement.account.in_([each.account for each in found])
    )
    for account, number, earlier in work.session.execute(query):
        if (account, number) in numbers or earlier == digest:
            raise Refused(f"Afschrift {number} is al ingelezen. Er is niets geboekt.", "file")


def _write(work: Work, statement: Statement, digest: str, known: Mapping[str, Debtor]) -> int:
    """A statement with its lines, and what can be booked without asking; how many were."""
    row = BankStatement(
        account=statement.account,
        number=statement.number,
        closed_on=statement.closed_on,
        opening_cents=statement.opening_cents,
        closing_cents=statement.closing_cents,
        digest=digest,
        imported_at=work.clock.now(),
        actor=work.actor.key,
    )
    work.session.add(row)
    work.session.flush()
    today = work.clock.today()
    lines = [
        {
            "uid": new_uid(),
            "statement_uid": row.uid,
            "place": place,
            "value_on": each.value_on,
            "amount_cents": each.cents,
            "communication": each.communication,
            **_judged(each, known.get(each.communication or ""), today),
        }
        for place, each in enumerate(statement.movements, start=1)
    ]
    entries = [_payment(work, line) for line in lines if line["standing"] is LineStanding.BOOKED]
    for table, rows in ((table_of(BankLine), lines), (table_of(LoanEntry), entries)):
        if rows:
            work.session.execute(insert(table), rows)
    return len(entries)


def _judged(movement: Movement, debtor: Debtor | None, today: date) -> dict[str, object]:
    """Whether a movement is booked, and on which loan; the rest stays open with the reason why."""
    if movement.cents <= 0 or debtor is None:
        unknown = UNKNOWN_LOAN if movement.communication else NO_COMMUNICATION
        return {"standing": LineStanding.OPEN, "case_uid": None, "why": OUTGOING if movement.cents <= 0 else unknown}
    if not debtor.may_pay(movement.value_on, today):
        return {"standing": LineStanding.OPEN, "case_uid": debtor.case_uid, "why": REFUSED}
    return {"standing": LineStanding.BOOKED, "case_uid": debtor.case_uid, "why": None}


def _payment(work: Work, line: Mapping[str, object]) -> dict[str, object]:
    return {
        "uid": new_uid(),
        "case_uid": line["case_uid"],
        "kind": EntryKind.PAYMENT,
        "value_on": line["value_on"],
        "amount_cents": line["amount_cents"],
        "line_uid": line["uid"],
        "booked_at": work.clock.now(),
        "actor": work.actor.key,
    }

"""The verbs of bank statements: read a file, place a movement on a loan, set one aside."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select

from app.access.work import Work
from app.cases.models import Case
from app.core.errors import Refused
from app.policy.queries import codes
from app.projects.energiehuis.bank.models import BankLine, BankStatement, LineStanding
from app.projects.energiehuis.bank.queries import cases_under, keeps_treasury, loan_case, open_line
from app.projects.energiehuis.bank.reading import read_statements
from app.projects.energiehuis.bank.statement import Movement, Statement, Unreadable
from app.projects.energiehuis.contract.queries import Contract, find_contracts
from app.projects.energiehuis.ledger.models import LoanEntry
from app.projects.energiehuis.ledger.rules_position import EntryKind
from app.projects.energiehuis.ledger.service import book, may_be_paid, undo_latest

NO_COMMUNICATION: Final = "zonder_mededeling"
UNKNOWN_LOAN: Final = "onbekende_lening"
OUTGOING: Final = "uitgaand"
REFUSED: Final = "kan_niet_geboekt"
_CHUNK: Final = 500
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
    known = cases_under(
        work.session, {each.communication for one in found for each in one.movements if each.communication}
    )
    lines = [line for statement in found for line in _write(work, statement, digest, known)]
    booked = sum(line.standing is LineStanding.BOOKED for line in lines)
    work.trail.record("bank.import", "bank_statement", detail=f"{len(found)} statements, {len(lines)} lines")
    work.session.flush()
    return Imported(len(found), booked, len(lines) - booked)


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


def _write(work: Work, statement: Statement, digest: str, known: Mapping[str, Case]) -> list[BankLine]:
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
    lines = [_line(row.uid, place, each) for place, each in enumerate(statement.movements, start=1)]
    work.session.add_all(lines)
    work.session.flush()
    _book(work, lines, known)
    return lines


def _line(statement_uid: UUID, place: int, movement: Movement) -> BankLine:
    return BankLine(
        statement_uid=statement_uid,
        place=place,
        value_on=movement.value_on,
        amount_cents=movement.cents,
        communication=movement.communication,
        standing=LineStanding.OPEN,
        why=NO_COMMUNICATION,
    )


def _book(work: Work, lines: Sequence[BankLine], known: Mapping[str, Case]) -> None:
    """Book what can be booked without asking; the rest stays open with the reason why."""
    contracts = _contracts(work, {known[own].uid for each in lines if (own := each.communication or "") in known})
    today, now = work.clock.today(), work.clock.now()
    for line in lines:
        case = known.get(line.communication or "")
        if line.amount_cents <= 0:
            line.why = OUTGOING
        elif case is None:
            line.why = UNKNOWN_LOAN if line.communication else NO_COMMUNICATION
        elif not may_be_paid(contracts[case.uid], line.value_on, today) or case.closed_on or case.voided_on:
            line.why, line.case_uid = REFUSED, case.uid
        else:
            line.standing, line.case_uid, line.why = LineStanding.BOOKED, case.uid, None
            work.session.add(
                LoanEntry(
                    case_uid=case.uid,
                    kind=EntryKind.PAYMENT,
                    value_on=line.value_on,
                    amount_cents=line.amount_cents,
                    line_uid=line.uid,
                    booked_at=now,
                    actor=work.actor.key,
                )
            )


def _contracts(work: Work, uids: Iterable[UUID]) -> dict[UUID, Contract]:
    ordered = sorted(uids)
    return {
        each.terms.case_uid: each
        for start in range(0, len(ordered), _CHUNK)
        for each in find_contracts(work.session, ordered[start : start + _CHUNK])
    }

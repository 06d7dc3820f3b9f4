"""The verbs of the ledger: book an entry, undo one. Nothing is changed, nothing is taken away."""

from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select

from app.access.work import Work
from app.cases.loading import require_writable
from app.cases.models import Case
from app.cases.service import change_phase
from app.core.errors import NotFound, Refused
from app.policy.queries import codes
from app.projects.energiehuis.bank.queries import TREASURY
from app.projects.energiehuis.contract.queries import Contract, contract_of
from app.projects.energiehuis.ledger.models import LoanEntry
from app.projects.energiehuis.ledger.rules import check_entries, due_since
from app.projects.energiehuis.ledger.rules_position import Entry, EntryKind
from app.projects.energiehuis.lifecycle.rules import State

BY_HAND: Final = (EntryKind.PAYMENT, EntryKind.EARLY, EntryKind.PREMIUM, EntryKind.COST, EntryKind.REFUND)
"""What somebody can book by filling in a form; the others follow from a step of their own."""
_BACK: Final[dict[str, State]] = {
    State.CALLED_IN: State.REPAYING,
    State.RECOVERY: State.REPAYING,
    State.DUE_BY_EVENT: State.RUNNING,
    State.SPREAD: State.RUNNING,
}
"""Where a loan stands again once it turns out that not everything is due after all."""


def book(
    work: Work,
    *,
    case: Case,
    kind: EntryKind,
    value_on: date,
    cents: int,
    drawdown_uid: UUID | None = None,
    line_uid: UUID | None = None,
) -> LoanEntry:
    """Add an entry. Refused when the ledger with it cannot stand, on its own day or on any later one."""
    require_bookable(work, case)
    contract = contract_of(work.session, case.uid)
    _check_day(contract, value_on, work.clock.today(), kind)
    if kind is not EntryKind.DUE_NOW and cents <= 0:
        raise Refused("Een bedrag is meer dan 0 euro.", "amount")
    if kind is EntryKind.DUE_NOW and (since := due_since(contract.plain)) is not None:
        raise Refused(f"Alles is al opeisbaar sinds {since:%d/%m/%Y}.")
    entry = LoanEntry(
        case_uid=case.uid,
        kind=kind,
        value_on=value_on,
        amount_cents=cents,
        drawdown_uid=drawdown_uid,
        line_uid=line_uid,
        booked_at=work.clock.now(),
        actor=work.actor.key,
    )
    _check_refund(contract, entry.plain)
    check_entries(contract.conditions, [*contract.plain, entry.plain])
    return _add(work, case, entry)


def undo(work: Work, *, case: Case, uid: UUID, reason: str | None) -> LoanEntry:
    """Undo an entry by another that names it. Refused when what came after it cannot stand without it."""
    require_bookable(work, case)
    contract = contract_of(work.session, case.uid)
    wrong = next((entry for entry in contract.entries if entry.uid == uid), None)
    if wrong is None:
        raise NotFound
    if wrong.reverses_uid is not None or uid in {entry.reverses_uid for entry in contract.entries}:
        raise Refused("Deze boeking is al ongedaan gemaakt.")
    if reason not in {code.key for code in codes(work.session, "loan_undo_reason", work.clock.today())}:
        raise Refused("Kies een reden uit de lijst.", "reason")
    entry = LoanEntry(
        case_uid=case.uid,
        kind=wrong.kind,
        value_on=wrong.value_on,
        amount_cents=wrong.amount_cents,
        reverses_uid=wrong.uid,
        reason=reason,
        booked_at=work.clock.now(),
        actor=work.actor.key,
    )
    check_entries(contract.conditions, [*contract.plain, entry.plain])
    _add(work, case, entry)
    if wrong.kind is EntryKind.DUE_NOW and case.phase in _BACK:
        change_phase(work, case=case, to=_BACK[case.phase], on=work.clock.today())
    return entry


def undo_latest(work: Work, *, case: Case, kind: EntryKind, cents: int, reason: str) -> LoanEntry | None:
    """Undo the latest standing entry of this kind and amount; None when there is none."""
    undone = select(LoanEntry.reverses_uid).where(LoanEntry.reverses_uid.is_not(None))
    query = select(LoanEntry.uid).where(
        LoanEntry.case_uid == case.uid,
        LoanEntry.kind == kind,
        LoanEntry.amount_cents == cents,
        LoanEntry.reverses_uid.is_(None),
        LoanEntry.uid.not_in(undone),
    )
    found = work.session.scalar(query.order_by(LoanEntry.value_on.desc(), LoanEntry.uid.desc()).limit(1))
    return None if found is None else undo(work, case=case, uid=found, reason=reason)


def require_bookable(work: Work, case: Case) -> None:
    """Refuse who neither keeps this case nor the treasury, and cases that stay as they are."""
    if not work.actor.holds(TREASURY, case.project, case.organisation):
        require_writable(work, case)
    if case.voided_on is not None or case.erased_on is not None:
        raise Refused("Dit dossier blijft zoals het is.")
    if case.closed_on is not None:
        raise Refused("Dit dossier is afgesloten. Heropen het eerst.")


def _add(work: Work, case: Case, entry: LoanEntry) -> LoanEntry:
    work.session.add(entry)
    work.trail.record("loan.book", "loan_entry", entry.uid, case_uid=case.uid, detail=entry.kind.value)
    work.session.flush()
    return entry


def _check_day(contract: Contract, value_on: date, today: date, kind: EntryKind) -> None:
    if contract.signed is None:
        raise Refused("Het contract is nog niet ondertekend: er is nog geen rekening.", "value_on")
    if value_on < contract.signed.signed_on:
        raise Refused("Een boeking ligt niet vóór de ondertekening.", "value_on")
    if value_on > today and kind is not EntryKind.DRAWDOWN:
        raise Refused("Deze dag moet nog komen. Kies vandaag of een dag ervoor.", "value_on")


def _check_refund(contract: Contract, entry: Entry) -> None:
    """What is given back was received and is not due; on its own day and on every later one so far."""
    if entry.kind is EntryKind.REFUND:
        days = {entry.value_on, *(each.value_on for each in contract.plain if each.value_on > entry.value_on)}
        if entry.cents > min(contract.position(day).credit for day in days):
            raise Refused("Er is niet zoveel tegoed om terug te storten.", "amount")

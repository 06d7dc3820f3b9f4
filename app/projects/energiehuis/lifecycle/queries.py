"""What is stored of a loan, as the moves of the state machine look at it."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cases.models import Case, PhaseChange
from app.projects.energiehuis.arrears.rules import EventKind
from app.projects.energiehuis.contract.models import ContractEvent
from app.projects.energiehuis.contract.queries import Contract, events_of
from app.projects.energiehuis.ledger.rules import drawing_ended, replay, schedule_of, standing
from app.projects.energiehuis.ledger.rules_position import EntryKind
from app.projects.energiehuis.lifecycle.rules import LoanFile, State
from app.projects.energiehuis.lifecycle.rules_record import Record


def record_of(session: Session, case: Case, contract: Contract | None, on: date) -> Record:
    """What is on record of a loan at the end of a day."""
    here = State(case.phase)
    if contract is None:
        return Record(here)
    kinds = {entry.kind for entry in standing(contract.plain)}
    position = contract.position(on)
    asked = contract.invoices()
    return Record(
        here,
        has_terms=True,
        is_signed=contract.signed is not None,
        invoices=len(asked),
        waiting=len(asked) - len(contract.paid_out),
        has_drawing_ended=drawing_ended(contract.conditions, contract.plain) is not None,
        is_revoked=contract.terms.revoked_on is not None,
        is_called=EntryKind.DUE_NOW in kinds,
        is_written_off=EntryKind.WRITE_OFF in kinds,
        balance_cents=position.balance,
        arrears_cents=position.arrears,
        credit_cents=position.credit,
        events=frozenset(each.kind for each in _since_here(session, case)),
    )


def loan_file_of(session: Session, case: Case, contract: Contract, to: State, on: date) -> LoanFile:
    """What the guards of the loan itself look at. Calling in is held against what was due before it."""
    entries = contract.plain
    if to is State.CALLED_IN:
        entries = [entry for entry in standing(entries) if entry.kind is not EntryKind.DUE_NOW]
    position = replay(contract.conditions, entries, on)
    table = schedule_of(contract.conditions, entries, on)
    notices = [each.on for each in events_of(session, case.uid) if each.kind == EventKind.NOTICE]
    terms = contract.terms
    return LoanFile(
        repayment=terms.repayment,
        ckp_consulted_on=terms.ckp_consulted_on,
        signed_on=contract.signed.signed_on if contract.signed else None,
        contract_received_on=terms.received_on,
        early_drawing_reason=terms.early_reason or "" if to is State.DRAWING else "",
        drawn_cents=position.drawn,
        balance_cents=position.balance,
        instalments_unpaid=position.instalments_unpaid,
        unpaid_cents=position.arrears,
        payable_cents=0 if table is None else int(table.total_payable * 100),
        notice_on=max(notices, default=None),
    )


def _since_here(session: Session, case: Case) -> list[ContractEvent]:
    # Uids grow with time: what is newer than the last step happened in the state in which the loan is now.
    steps = select(PhaseChange.uid).where(PhaseChange.case_uid == case.uid)
    entered = session.scalar(steps.order_by(PhaseChange.uid.desc()).limit(1))
    return [each for each in events_of(session, case.uid) if entered is None or each.uid > entered]

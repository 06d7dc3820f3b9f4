"""The verbs of drawing: an invoice is asked to be paid, or will not be paid after all."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.access.work import Work
from app.cases.loading import require_writable
from app.cases.models import Case
from app.cases.service import change_phase
from app.core.errors import NotFound, Refused
from app.projects.energiehuis.bank.rules_numbers import check_iban
from app.projects.energiehuis.contract.models import Drawdown
from app.projects.energiehuis.contract.queries import contract_of, last_of_withdrawal
from app.projects.energiehuis.contract.rules_drawdown import Invoice, objections
from app.projects.energiehuis.ledger.rules import drawing_ended
from app.projects.energiehuis.lifecycle.rules import State

_OPEN = (State.SIGNED, State.DRAWING)


@dataclass(frozen=True)
class Asked:
    """An invoice as the borrower hands it in."""

    on: date
    work: str
    cents: int
    invoice_on: date
    invoice: str | None
    payee: str | None
    iban: str | None
    early_reason: str | None = None


def ask_drawdown(work: Work, *, case: Case, asked: Asked) -> Drawdown:
    """Write down an invoice that has to be paid from the loan; refused beyond what the contract allows."""
    require_writable(work, case)
    contract = contract_of(work.session, case.uid)
    room = contract.room()
    if case.phase not in _OPEN or drawing_ended(contract.conditions, contract.plain) or contract.terms.revoked_on:
        raise Refused("Van deze lening kan niets meer opgenomen worden.")
    if asked.on > work.clock.today() or asked.invoice_on > asked.on:
        raise Refused("Een factuur bestaat voor ze gevraagd wordt, en dat is vandaag of vroeger.", "invoice_on")
    reasons = objections(room, contract.invoices(), Invoice(asked.on, asked.work, asked.cents))
    if reasons:
        raise Refused(" ".join(each.reason for each in reasons), reasons[0].field)
    account = check_iban(asked.iban)
    if not asked.payee or not asked.invoice:
        raise Refused("Vul het nummer van de factuur in en wie ze maakte.", "invoice")
    last = last_of_withdrawal(work.session, contract)
    if last is not None and asked.on <= last and not (asked.early_reason or contract.terms.early_reason):
        raise Refused(
            "Wacht met uitbetalen tot de termijn om te herroepen voorbij is, of schrijf op waarom het nu al moet.",
            "early_reason",
        )
    if asked.early_reason:
        contract.terms.early_reason = asked.early_reason
    drawdown = Drawdown(
        case_uid=case.uid,
        work=asked.work,
        amount_cents=asked.cents,
        invoice_on=asked.invoice_on,
        asked_on=asked.on,
        entered_by=work.actor.key,
        payee=asked.payee,
        iban=account,
        invoice=asked.invoice,
    )
    work.session.add(drawdown)
    work.trail.record("loan.ask_drawdown", "loan_drawdown", drawdown.uid, case_uid=case.uid, detail=asked.work)
    work.session.flush()
    if case.phase == State.SIGNED:
        change_phase(work, case=case, to=State.DRAWING, on=asked.on)
    return drawdown


def withdraw_drawdown(work: Work, *, case: Case, uid: UUID) -> Drawdown:
    """An invoice will not be paid from the loan after all. Refused once money left or stands in a file."""
    require_writable(work, case)
    contract = contract_of(work.session, case.uid)
    found = next((each for each in contract.drawdowns if each.uid == uid), None)
    if found is None:
        raise NotFound
    if found.withdrawn_on is not None or uid in contract.paid_out:
        raise Refused("Deze factuur is al betaald of ingetrokken.")
    found.withdrawn_on = work.clock.today()
    work.trail.record("loan.withdraw_drawdown", "loan_drawdown", uid, case_uid=case.uid, fields=["withdrawn_on"])
    work.session.flush()
    return found

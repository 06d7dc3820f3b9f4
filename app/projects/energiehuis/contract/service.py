"""The verbs of a contract: send, sign, withdraw from, collect under a mandate, end the drawing, close."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from app.access.work import Work
from app.cases.loading import require_writable
from app.cases.models import Case
from app.cases.service import change_phase, close_case
from app.cases.service_tasks import add_task
from app.core.errors import Refused
from app.projects.energiehuis.arithmetic.intervals import shifted
from app.projects.energiehuis.bank.rules_numbers import check_iban, communication_of
from app.projects.energiehuis.contract.models import LoanTerms, LoanTermsWork, Mandate
from app.projects.energiehuis.contract.queries import (
    Contract,
    contract_of,
    last_of_withdrawal,
    limits_on,
    works_for,
)
from app.projects.energiehuis.contract.queries_agreed import agreed_of
from app.projects.energiehuis.ledger.rules import drawing_ended, standing
from app.projects.energiehuis.ledger.rules_position import EntryKind
from app.projects.energiehuis.ledger.service import book
from app.projects.energiehuis.lifecycle.rules import MOVES, LoanFile, State, check_move, months_words
from app.projects.energiehuis.models import LoanContract, Outcome
from app.projects.energiehuis.products.queries import figure, figures
from app.projects.energiehuis.products.rules import Repayment, figure_on
from app.projects.energiehuis.queries import Loan, loan_of

_LIMITED: Final = "MVL"
"""The product family whose drawdowns are limited in number and time."""
_SHORTEST_NAME: Final = 3


@dataclass(frozen=True)
class Signature:
    """What is written down when a contract is signed."""

    on: date
    ckp_consulted_on: date | None
    """Only asked of a case that came from a register; a credit file has its consultations."""
    first_due_on: date
    received_on: date | None = None


def send_contract(work: Work, *, case: Case, on: date, kinds_of_work: tuple[str, ...] = ()) -> LoanTerms:
    """Freeze the terms of an approved application and send its contract.

    The credit file says which works are paid and how much of each; only a case of a register has them chosen.
    """
    require_writable(work, case)
    loan = loan_of(work.session, case.uid)
    decision, asked = loan.decision, loan.application
    if decision is None or decision.outcome is not Outcome.APPROVED or not decision.amount_cents or not decision.months:
        raise Refused("Een contract volgt op een goedkeuring met een bedrag en een looptijd.")
    if asked.rate is None:
        raise Refused("De rentevoet van deze aanvraag is nog niet gekend.")
    _check_phase(case, State.CONTRACT_SENT, LoanFile(loan.product.repayment), on, work)
    paid = _works(work, case, loan, kinds_of_work)
    terms = LoanTerms(
        case_uid=case.uid,
        amount_cents=decision.amount_cents,
        rate=asked.rate,
        months=decision.months,
        repayment=loan.product.repayment,
        convention=loan.product.convention,
        most_drawdowns=_limit(work, loan, "drawdowns"),
        most_months=_limit(work, loan, "drawdown_months"),
        communication=communication_of(case.number),
        sent_on=on,
        sent_by=work.actor.key,
    )
    work.session.add(terms)
    work.session.flush()
    work.session.add_all(LoanTermsWork(case_uid=case.uid, work=key, most_cents=most) for key, most in paid.items())
    work.trail.record("loan.send_contract", "loan_terms", terms.uid, case_uid=case.uid)
    change_phase(work, case=case, to=State.CONTRACT_SENT, on=on)
    return terms


def sign_contract(work: Work, *, case: Case, signature: Signature) -> LoanContract:
    """The borrower signed; from now on there is a ledger, and the credit register has to be told."""
    require_writable(work, case)
    terms = contract_of(work.session, case.uid).terms
    agreed = agreed_of(work, case)
    consulted = agreed.consulted_on if agreed else signature.ckp_consulted_on
    file = LoanFile(terms.repayment, ckp_consulted_on=consulted)
    _check_phase(case, State.SIGNED, file, signature.on, work)
    most = figure(work.session, "first_due_months", signature.on)
    if not signature.on < signature.first_due_on <= shifted(signature.on, most):
        late = f"De eerste vervaldag ligt na de ondertekening, hoogstens {months_words(most)} later."
        raise Refused(late, "first_due_on")
    terms.ckp_consulted_on, terms.received_on = consulted, signature.received_on
    terms.first_due_on = signature.first_due_on
    contract = LoanContract(uid=case.uid, signed_on=signature.on, first_due_on=signature.first_due_on)
    work.session.add(contract)
    work.trail.record("loan.sign", "loan_contract", case.uid, case_uid=case.uid)
    change_phase(work, case=case, to=State.SIGNED, on=signature.on)
    return contract


def add_mandate(work: Work, *, case: Case, signed_on: date, iban: str | None, holder: str | None) -> Mandate:
    """Write down leave to collect; the mandate before it ends on the same day."""
    require_writable(work, case)
    contract = contract_of(work.session, case.uid)
    account = check_iban(iban)
    if holder is None or len(holder) < _SHORTEST_NAME:
        raise Refused("Schrijf op wie de houder van de rekening is.", "holder")
    if signed_on > work.clock.today() or signed_on < contract.terms.sent_on:
        raise Refused("Het mandaat is getekend na het versturen van het contract, vandaag of vroeger.", "signed_on")
    serial = 1
    if contract.mandate is not None:
        contract.mandate.ended_on = max(signed_on, contract.mandate.signed_on)
        serial = int(contract.mandate.reference.rpartition("-")[2]) + 1
        work.session.flush()
    mandate = Mandate(
        case_uid=case.uid,
        reference=f"{case.number}-{serial}",
        signed_on=signed_on,
        entered_by=work.actor.key,
        iban=account,
        holder=holder,
    )
    work.session.add(mandate)
    work.trail.record("loan.mandate", "loan_mandate", mandate.uid, case_uid=case.uid, fields=["iban", "holder"])
    work.session.flush()
    return mandate


def revoke(work: Work, *, case: Case, on: date) -> None:
    """The borrower withdraws: without money out the case ends; otherwise everything is due at once."""
    require_writable(work, case)
    contract = contract_of(work.session, case.uid)
    last = last_of_withdrawal(work.session, contract)
    if contract.signed is None or case.phase not in (State.SIGNED, State.DRAWING) or contract.terms.revoked_on:
        raise Refused("Herroepen kan alleen na de ondertekening, zolang de lening niet terugbetaald wordt.", "on")
    if last is None or not contract.signed.signed_on <= on <= last:
        raise Refused("De termijn om te herroepen is voorbij, of nog niet begonnen.", "on")
    contract.terms.revoked_on = on
    work.trail.record("loan.revoke", "loan_terms", contract.terms.uid, case_uid=case.uid, fields=["revoked_on"])
    if contract.paid_out:
        book(work, case=case, kind=EntryKind.DUE_NOW, value_on=on, cents=0)
    else:
        close_case(work, case=case, on=work.clock.today(), reason="revoked")


def end_drawing(work: Work, *, case: Case, on: date) -> None:
    """Nothing more is drawn: the loan is what was paid out, and repayment begins (a bullet loan runs to its end)."""
    require_writable(work, case)
    contract, today = contract_of(work.session, case.uid), work.clock.today()
    paid = [entry.value_on for entry in contract.paid_out.values()]
    if case.phase != State.DRAWING or not paid:
        raise Refused("De opnames van deze lening zijn niet bezig.", "on")
    if not max(paid) <= on <= today:
        raise Refused("Kies een dag na de laatste opname, vandaag of vroeger.", "on")
    if len(paid) < len(contract.invoices()):
        raise Refused("Er wacht nog een factuur op betaling. Trek ze in, of wacht tot ze betaald is.", "on")
    if drawing_ended(contract.conditions, contract.plain) is None:
        contract.terms.drawing_ended_on = on
    work.trail.record("loan.end_drawing", "loan_terms", contract.terms.uid, case_uid=case.uid)
    to = State.RUNNING if contract.terms.repayment is Repayment.BULLET else State.REPAYING
    change_phase(work, case=case, to=to, on=today)


def close_loan(work: Work, *, case: Case) -> None:
    """The last cent came in: close the case, and have the credit register told."""
    require_writable(work, case)
    contract, today = contract_of(work.session, case.uid), work.clock.today()
    position = contract.position(today)
    if not position.drawn or position.balance or position.arrears:
        raise Refused("Er staat nog een saldo open.")
    if position.credit:
        raise Refused("Er is nog een tegoed van de lener. Stort het eerst terug.")
    add_task(work, case=case, what="Meld het einde van het krediet aan de Centrale", due_on=today)
    close_case(work, case=case, on=today, reason=_reason(contract, State(case.phase)))


def _reason(contract: Contract, here: State) -> str:
    if contract.terms.revoked_on is not None:
        return "revoked"
    kinds = {entry.kind for entry in standing(contract.plain)}
    if EntryKind.WRITE_OFF in kinds and State.WRITTEN_OFF in MOVES[here]:
        return "written_off"
    return "repaid_early" if EntryKind.DUE_NOW in kinds and here in (State.REPAYING, State.RUNNING) else "repaid"


def _check_phase(case: Case, to: State, file: LoanFile, on: date, work: Work) -> None:
    if case.phase not in set(State):
        raise Refused("Dit dossier is afgesloten. Heropen het eerst.")
    check_move(State(case.phase), to, file, on, limits_on(work.session, on))


def _works(work: Work, case: Case, loan: Loan, chosen: tuple[str, ...]) -> dict[str, int | None]:
    agreed = agreed_of(work, case)
    if agreed is not None:
        if not agreed.works:
            raise Refused("In het dossier staat geen offerte voor een werk dat deze lening betaalt.")
        return dict(agreed.works)
    offered = {each.key: each.cap_cents for each in works_for(work.session, loan.product)}
    if not chosen or set(chosen) - offered.keys():
        raise Refused("Kies de werken die de lening betaalt.", "kinds_of_work")
    return {key: offered[key] for key in chosen}


def _limit(work: Work, loan: Loan, key: str) -> int | None:
    if loan.product.family != _LIMITED:
        return None
    row = figure_on(figures(work.session, key), key, loan.application.received_on)
    return None if row is None or row.value is None else int(row.value)

"""A loan after its approval, put in words for its page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.access.work import Work
from app.cases.models import Case
from app.core.errors import NotFound, Refused
from app.policy.queries import code_labels
from app.projects.energiehuis.arithmetic.schedule import Schedule
from app.projects.energiehuis.bank.rules_numbers import written
from app.projects.energiehuis.contract.forms import ENTRY_WORDS, EVENT_WORDS
from app.projects.energiehuis.contract.models import ContractEvent
from app.projects.energiehuis.contract.queries import (
    Contract,
    contract_of,
    events_of,
    last_of_withdrawal,
    late_interest,
    works_for,
)
from app.projects.energiehuis.contract.steps import Step, offered
from app.projects.energiehuis.details import percent
from app.projects.energiehuis.labels import REPAYMENTS
from app.projects.energiehuis.ledger.rules import schedule_of, settlement
from app.projects.energiehuis.ledger.rules_position import Position
from app.projects.energiehuis.letters.queries import letters_of
from app.projects.energiehuis.letters.rules import LetterKind
from app.projects.energiehuis.letters.words import LETTER_WORDS
from app.projects.energiehuis.queries import loan_of
from app.web.formatting import date_nl, euro

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class EntryLine:
    """One entry in words."""

    uid: UUID
    on: date
    words: str
    amount: int
    is_undone: bool
    undoes: str
    may_undo: bool


@dataclass(frozen=True)
class InvoiceLine:
    """One invoice in words."""

    uid: UUID
    on: date
    work: str
    amount: int
    standing: str
    kind: str
    may_withdraw: bool


@dataclass(frozen=True)
class LoanPage:
    """Everything on the page of one loan."""

    case: Case
    steps: list[tuple[str, Step]]
    terms: Pairs
    position: Position | None
    standing: Pairs
    invoices: list[InvoiceLine]
    entries: list[EntryLine]
    events: list[tuple[date, str]]
    letters: list[tuple[UUID, date, str]]
    may_write: bool
    table: Schedule | None


def loan_page(work: Work, case: Case) -> LoanPage:
    """The page of a loan; before the contract it holds the first step alone."""
    may_write = work.actor.holds("case.write", case.project, case.organisation) and case.closed_on is None
    steps = offered(case.phase) if may_write else []
    try:
        contract = contract_of(work.session, case.uid)
    except NotFound:
        return LoanPage(case, steps, [], None, [], [], [], [], [], may_write, None)
    today = work.clock.today()
    position = contract.position(today) if contract.signed else None
    labels = {each.key: each.label for each in works_for(work.session, loan_of(work.session, case.uid).product)}
    return LoanPage(
        case=case,
        steps=steps,
        terms=_terms(work, contract, labels),
        position=position,
        standing=_standing(work, contract, position, today) if position else [],
        invoices=_invoices(contract, labels, may_write),
        entries=_entries(contract, code_labels(work.session, "loan_undo_reason"), may_write),
        events=[(each.on, _event(each)) for each in events_of(work.session, case.uid)],
        letters=[(each.uid, each.written_on, LETTER_WORDS[LetterKind(each.kind)]) for each in letters_of(work, case)],
        may_write=may_write,
        table=schedule_of(contract.conditions, contract.plain, today) if contract.signed else None,
    )


def _most(label: str, cents: int | None) -> str:
    return label if cents is None else f"{label} tot {euro(cents)}"


def _terms(work: Work, contract: Contract, labels: Mapping[str, str]) -> Pairs:
    terms, signed = contract.terms, contract.signed
    pairs = [
        ("Bedrag", euro(terms.amount_cents)),
        ("Rentevoet", percent(terms.rate)),
        ("Looptijd", f"{terms.months} maanden, {REPAYMENTS[terms.repayment]}"),
        ("Mededeling", written(terms.communication)),
        ("Contract verstuurd", date_nl(terms.sent_on)),
    ]
    if signed is not None:
        pairs += [
            ("Ondertekend", date_nl(signed.signed_on)),
            ("Herroepen kan tot", date_nl(last_of_withdrawal(work.session, contract))),
            ("Eerste vervaldag", date_nl(terms.first_due_on)),
        ]
    if terms.most_drawdowns is not None:
        pairs.append(("Opnames", f"hoogstens {terms.most_drawdowns}, binnen {terms.most_months} maanden"))
    paid = [_most(labels.get(key, key), most) for key, most in contract.works.items()]
    pairs.append(("Betaalt", "; ".join(paid)))
    pairs.append(("Inning", f"mandaat {contract.mandate.reference}" if contract.mandate else "geen mandaat"))
    return pairs


def _standing(work: Work, contract: Contract, position: Position, today: date) -> Pairs:
    late = f"{euro(position.arrears)}, {position.days_late} dagen" if position.days_late else euro(position.arrears)
    pairs = [
        ("Opgenomen", euro(position.drawn)),
        ("Saldo van het kapitaal", euro(position.balance)),
        ("Achterstal", late),
        ("Tegoed", euro(position.credit)),
        ("Rente betaald", euro(position.paid.interest)),
    ]
    interest = late_interest(work.session, contract, position)
    if interest:
        pairs.append(("Nalatigheidsinterest die de wet toelaat (rekenen wij niet aan)", euro(interest)))
    if position.drawn:
        try:
            pairs.append(("Vandaag alles terugbetalen", euro(settlement(contract.conditions, contract.plain, today))))
        except Refused:
            # After the last due date there is nothing to end.
            return pairs
    return pairs


def _invoices(contract: Contract, labels: Mapping[str, str], may_write: bool) -> list[InvoiceLine]:
    paid = contract.paid_out
    lines = []
    for each in contract.drawdowns:
        standing, kind = "wacht op betaling", "attention"
        if each.withdrawn_on is not None:
            standing, kind = "ingetrokken", "ended"
        elif each.uid in paid:
            standing, kind = f"betaald op {date_nl(paid[each.uid].value_on)}", "done"
        is_waiting = kind == "attention"
        lines.append(
            InvoiceLine(
                each.uid, each.asked_on, labels.get(each.work, each.work), each.amount_cents, standing, kind,
                may_write and is_waiting,
            )
        )  # fmt: skip
    return lines


def _entries(contract: Contract, reasons: Mapping[str, str], may_write: bool) -> list[EntryLine]:
    undone = {entry.reverses_uid for entry in contract.entries}
    return [
        EntryLine(
            entry.uid,
            entry.value_on,
            ENTRY_WORDS[entry.kind],
            entry.amount_cents,
            entry.uid in undone,
            reasons.get(entry.reason or "", "") if entry.reverses_uid else "",
            may_write and entry.reverses_uid is None and entry.uid not in undone,
        )
        for entry in reversed(contract.entries)
    ]


def _event(event: ContractEvent) -> str:
    words = EVENT_WORDS.get(event.kind, event.kind)
    if event.amount_cents is not None:
        words += f", {euro(event.amount_cents)}"
    if event.until_on is not None:
        words += f", tot {date_nl(event.until_on)}"
    return words

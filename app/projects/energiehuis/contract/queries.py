"""Reading contracts: the terms, what may be drawn, where the money stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotFound, Refused
from app.projects.energiehuis.arrears.rules import default_interest
from app.projects.energiehuis.contract.models import ContractEvent, Drawdown, LoanTerms, LoanTermsWork, Mandate
from app.projects.energiehuis.contract.rules_conditions import Agreed, conditions
from app.projects.energiehuis.contract.rules_drawdown import Invoice, Room
from app.projects.energiehuis.ledger.models import LoanEntry
from app.projects.energiehuis.ledger.rules import replay
from app.projects.energiehuis.ledger.rules_position import Conditions, Entry, Position
from app.projects.energiehuis.lifecycle.rules import Limits
from app.projects.energiehuis.models import LoanContract
from app.projects.energiehuis.products.models import LoanProduct, LoanWork
from app.projects.energiehuis.products.queries import figure, figures, works
from app.projects.energiehuis.products.rules import figure_on

_WORKS_OF_RENOVATION = "MVL"
T = TypeVar("T", LoanTermsWork, Drawdown, LoanEntry)


@dataclass(frozen=True)
class Contract:
    """The terms of a loan with everything that hangs on them."""

    terms: LoanTerms
    signed: LoanContract | None
    works: Mapping[str, int | None]
    mandate: Mandate | None
    drawdowns: tuple[Drawdown, ...]
    entries: tuple[LoanEntry, ...]

    @property
    def plain(self) -> list[Entry]:
        """The entries as the rules read them."""
        return [entry.plain for entry in self.entries]

    @property
    def conditions(self) -> Conditions:
        """The terms as the rules of the ledger read them."""
        agreed = Agreed(*(getattr(self.terms, name) for name in Agreed.__dataclass_fields__))
        return conditions(agreed, self.signed.signed_on if self.signed else None)

    def position(self, on: date) -> Position:
        """Where the loan stands on a day."""
        return replay(self.conditions, self.plain, on)

    @property
    def paid_out(self) -> Mapping[UUID, LoanEntry]:
        """The entry that stands for each invoice that was paid."""
        undone = {entry.reverses_uid for entry in self.entries}
        return {
            entry.drawdown_uid: entry
            for entry in self.entries
            if entry.drawdown_uid is not None and entry.reverses_uid is None and entry.uid not in undone
        }

    def room(self) -> Room:
        """What may still be drawn, by the terms."""
        if self.signed is None:
            raise Refused("Het contract is nog niet ondertekend.", "invoice_on")
        terms = self.terms
        return Room(self.signed.signed_on, terms.amount_cents, self.works, terms.most_drawdowns, terms.most_months)

    def invoices(self) -> list[Invoice]:
        """The invoices that were asked, in their order."""
        return [
            Invoice(each.asked_on, each.work, each.amount_cents) for each in self.drawdowns if each.withdrawn_on is None
        ]


def contract_of(session: Session, case_uid: UUID) -> Contract:
    """The contract of a case; NotFound when it has none."""
    found = find_contracts(session, [case_uid])
    if not found:
        raise NotFound
    return found[0]


def find_contracts(session: Session, uids: Sequence[UUID]) -> list[Contract]:
    """The contracts of these cases: a few queries, however many there are."""
    terms = list(session.scalars(select(LoanTerms).where(LoanTerms.case_uid.in_(uids)).order_by(LoanTerms.case_uid)))
    own = [each.case_uid for each in terms]
    signed = {each.uid: each for each in session.scalars(select(LoanContract).where(LoanContract.uid.in_(own)))}
    mandates = select(Mandate).where(Mandate.case_uid.in_(own), Mandate.ended_on.is_(None))
    in_force = {each.case_uid: each for each in session.scalars(mandates)}
    works_of = _grouped(session.scalars(select(LoanTermsWork).where(LoanTermsWork.case_uid.in_(own))))
    asked = select(Drawdown).where(Drawdown.case_uid.in_(own)).order_by(Drawdown.asked_on, Drawdown.uid)
    drawdowns = _grouped(session.scalars(asked))
    entries = select(LoanEntry).where(LoanEntry.case_uid.in_(own)).order_by(LoanEntry.value_on, LoanEntry.uid)
    booked = _grouped(session.scalars(entries))
    return [
        Contract(
            terms=each,
            signed=signed.get(each.case_uid),
            works={row.work: row.most_cents for row in works_of.get(each.case_uid, ())},
            mandate=in_force.get(each.case_uid),
            drawdowns=tuple(drawdowns.get(each.case_uid, ())),
            entries=tuple(booked.get(each.case_uid, ())),
        )
        for each in terms
    ]


def events_of(session: Session, case_uid: UUID) -> list[ContractEvent]:
    """What happened to the contract besides money, the newest first."""
    query = select(ContractEvent).where(ContractEvent.case_uid == case_uid)
    return list(session.scalars(query.order_by(ContractEvent.on.desc(), ContractEvent.uid.desc())))


def works_for(session: Session, product: LoanProduct) -> list[LoanWork]:
    """The kinds of work that a product may pay; a product without its own list follows that of renovation."""
    return works(session, product.family) or works(session, _WORKS_OF_RENOVATION)


def limits_on(session: Session, day: date) -> Limits:
    """The figures of law that moves are held to, as they are on a day."""
    return Limits(
        ckp_days=figure(session, "ckp_age", day),
        withdrawal_days=figure(session, "withdrawal", day),
        call_in_instalments=figure(session, "call_in_instalments", day),
        call_in_percent=figure(session, "call_in_share", day),
        call_in_months=figure(session, "call_in_months", day),
    )


def late_interest(session: Session, contract: Contract, position: Position) -> int:
    """Default interest on what is open on a day, in cents; nothing where law gives no factor, or on a loan at 0 %."""
    row = figure_on(figures(session, "default_rate_factor"), "default_rate_factor", position.on)
    if row is None or row.value is None:
        return 0
    return default_interest(position.unpaid, contract.terms.rate, row.value, position.on)


def last_of_withdrawal(session: Session, contract: Contract) -> date | None:
    """The last day on which the borrower can still withdraw."""
    if contract.signed is None:
        return None
    start = max(contract.signed.signed_on, contract.terms.received_on or contract.signed.signed_on)
    return start + timedelta(days=figure(session, "withdrawal", contract.signed.signed_on))


def _grouped(rows: Iterable[T]) -> dict[UUID, list[T]]:
    found: dict[UUID, list[T]] = {}
    for row in rows:
        found.setdefault(row.case_uid, []).append(row)
    return found

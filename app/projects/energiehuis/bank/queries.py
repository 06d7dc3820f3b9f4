"""Reading what the bank said and what it is asked to do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from app.access.actor import REGION
from app.access.work import Work
from app.cases.loading import visible_cases
from app.cases.models import Case
from app.core.errors import NotFound
from app.projects.energiehuis.bank.models import BankLine, BankStatement, LineStanding, PaymentLine, PaymentOrder
from app.projects.energiehuis.contract.models import Drawdown, LoanTerms, Mandate
from app.projects.energiehuis.counted import PROJECT_KEY
from app.projects.energiehuis.ledger.queries import first_drawn_on

TREASURY = "energiehuis.treasury"
MOST_LINES = 200
_CHUNK = 500


@dataclass(frozen=True)
class OpenLine:
    """A movement that waits for somebody, with the statement that it is on."""

    line: BankLine
    statement: BankStatement


@dataclass(frozen=True, slots=True)
class Debtor:
    """The loan behind a structured communication, as far as a payment has to know it."""

    case_uid: UUID
    is_open: bool
    owes_since: date | None
    """The first day on which money was drawn."""

    def may_pay(self, on: date, today: date) -> bool:
        """Whether a payment of a day can be booked without asking: there is a debt since, and the day has come.

        A payment makes nothing else fall due otherwise, so that the ledger with it stands when it stood without.
        """
        return self.is_open and self.owes_since is not None and self.owes_since <= on <= today


@dataclass(frozen=True)
class OrderLine:
    """A line of an order with what it rests on."""

    line: PaymentLine
    number: str
    communication: str
    mandate: Mandate | None
    drawdown: Drawdown | None


def keeps_treasury(work: Work) -> bool:
    """Whether the actor keeps the account: it is the association's own, so a role at one organisation is not enough."""
    return work.actor.holds(TREASURY, PROJECT_KEY, REGION)


def statements(session: Session, limit: int = 20) -> list[tuple[BankStatement, Mapping[LineStanding, int]]]:
    """The newest statements, with how many of their lines stand where."""
    newest = select(BankStatement).order_by(BankStatement.imported_at.desc(), BankStatement.uid.desc()).limit(limit)
    found = list(session.scalars(newest))
    query = (
        select(BankLine.statement_uid, BankLine.standing, func.count())
        .where(BankLine.statement_uid.in_([each.uid for each in found]))
        .group_by(BankLine.statement_uid, BankLine.standing)
    )
    counts: dict[UUID, dict[LineStanding, int]] = {}
    for uid, standing, number in session.execute(query):
        counts.setdefault(uid, {})[standing] = number
    return [(each, counts.get(each.uid, {})) for each in found]


def open_lines(session: Session) -> list[OpenLine]:
    """The oldest movements that nobody placed yet."""
    query = (
        select(BankLine, BankStatement)
        .join(BankStatement, BankStatement.uid == BankLine.statement_uid)
        .where(BankLine.standing == LineStanding.OPEN)
        .order_by(BankLine.value_on, BankLine.uid)
        .limit(MOST_LINES)
    )
    return [OpenLine(*row) for row in session.execute(query)]


def open_line(work: Work, uid: UUID) -> OpenLine:
    """One movement that waits; NotFound when it does not, or is not there."""
    if not keeps_treasury(work):
        raise NotFound
    query = (
        select(BankLine, BankStatement)
        .join(BankStatement, BankStatement.uid == BankLine.statement_uid)
        .where(BankLine.uid == uid, BankLine.standing == LineStanding.OPEN)
        .with_for_update()
    )
    found = work.session.execute(query).one_or_none()
    if found is None:
        raise NotFound
    return OpenLine(*found)


def debtors_under(session: Session, communications: Iterable[str]) -> dict[str, Debtor]:
    """The loan of each structured communication that there is one for."""
    wanted = sorted(communications)
    is_open = and_(Case.closed_on.is_(None), Case.voided_on.is_(None), Case.erased_on.is_(None))
    query = select(
        LoanTerms.communication, Case.uid, is_open.label("is_open"), first_drawn_on(LoanTerms.case_uid)
    ).join(Case, Case.uid == LoanTerms.case_uid)
    return {
        communication: Debtor(uid, bool(takes_bookings), owes_since)
        for start in range(0, len(wanted), _CHUNK)
        for communication, uid, takes_bookings, owes_since in session.execute(
            query.where(LoanTerms.communication.in_(wanted[start : start + _CHUNK]))
        )
    }


def loan_case(work: Work, number: str | None) -> Case:
    """A loan case by its number, within what the actor may see; locked."""
    query = visible_cases(work, TREASURY).where(Case.number == (number or ""), Case.project == PROJECT_KEY)
    found = work.session.scalars(query.with_for_update()).one_or_none()
    if found is None:
        raise NotFound
    return found


def orders(session: Session, limit: int = 50) -> list[PaymentOrder]:
    """The newest files for the bank."""
    query = select(PaymentOrder).order_by(PaymentOrder.made_at.desc(), PaymentOrder.uid.desc()).limit(limit)
    return list(session.scalars(query))


def order_for(work: Work, uid: UUID, *, for_change: bool = False) -> PaymentOrder:
    """One file for the bank."""
    if not keeps_treasury(work):
        raise NotFound
    query = select(PaymentOrder).where(PaymentOrder.uid == uid)
    found = work.session.scalars(query.with_for_update() if for_change else query).one_or_none()
    if found is None:
        raise NotFound
    return found


def order_lines(session: Session, order_uid: UUID) -> list[OrderLine]:
    """The lines of a file, by the number of their case."""
    query = (
        select(PaymentLine, Case.number, LoanTerms.communication, Mandate, Drawdown)
        .join(Case, Case.uid == PaymentLine.case_uid)
        .join(LoanTerms, LoanTerms.case_uid == PaymentLine.case_uid)
        .outerjoin(Mandate, Mandate.uid == PaymentLine.mandate_uid)
        .outerjoin(Drawdown, Drawdown.uid == PaymentLine.drawdown_uid)
        .where(PaymentLine.order_uid == order_uid)
        .order_by(Case.number, PaymentLine.uid)
    )
    return [OrderLine(*row) for row in session.execute(query)]


def ordered(session: Session, case_uids: Sequence[UUID]) -> list[PaymentLine]:
    """Every line of these cases that stands in a file that was not withdrawn."""
    query = select(PaymentLine).where(PaymentLine.case_uid.in_(case_uids), PaymentLine.withdrawn_on.is_(None))
    return list(session.scalars(query))

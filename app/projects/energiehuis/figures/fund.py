"""The fund for emergency buyers: what went out, what came back, what is left, and which yearly checks are due."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.access.work import Work
from app.cases.models import Case
from app.cases.scope import case_scope
from app.projects.energiehuis.arrears.rules import EventKind
from app.projects.energiehuis.contract.models import ContractEvent
from app.projects.energiehuis.ledger.models import LoanEntry
from app.projects.energiehuis.ledger.rules_position import EntryKind
from app.projects.energiehuis.lifecycle.rules import State
from app.projects.energiehuis.models import LoanApplication, LoanContract
from app.projects.energiehuis.products.models import LoanProduct
from app.projects.energiehuis.products.queries import figures
from app.projects.energiehuis.products.rules import Repayment, figure_on

CAPITAL = "fund_capital"
_BACK = (EntryKind.PAYMENT, EntryKind.EARLY, EntryKind.PREMIUM)
_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class FundLine:
    """One product of the fund, in cents."""

    label: str
    loans: int
    drawn: int
    back: int
    written_off: int

    @property
    def out(self) -> int:
        """What is still with borrowers."""
        return self.drawn - self.back - self.written_off


@dataclass(frozen=True)
class CheckLine:
    """A running loan and when its five events were last looked at."""

    number: str
    since: date
    is_due: bool


@dataclass(frozen=True)
class Fund:
    """The whole fund on a day, in cents."""

    capital: int | None
    """None while nobody filled in what was put into it."""
    lines: list[FundLine]
    checks: list[CheckLine]

    @property
    def balance(self) -> int | None:
        """What can still be lent."""
        if self.capital is None:
            return None
        return self.capital - sum(line.drawn - line.back for line in self.lines)


def fund(work: Work) -> Fund:
    """The fund as its ledger says it, within what the actor may see."""
    today = work.clock.today()
    row = figure_on(figures(work.session, CAPITAL), CAPITAL, today)
    capital = int(row.value * 100) if row is not None and row.value is not None else None
    return Fund(capital, _lines(work), _checks(work, today))


def _lines(work: Work) -> list[FundLine]:
    undoing = aliased(LoanEntry)
    query = (
        select(LoanProduct.label, LoanEntry.kind, func.sum(LoanEntry.amount_cents), func.count(Case.uid.distinct()))
        .join_from(LoanEntry, Case, Case.uid == LoanEntry.case_uid)
        .join(LoanApplication, LoanApplication.uid == Case.uid)
        .join(LoanProduct, LoanProduct.code == LoanApplication.product)
        .where(
            case_scope(work, "case.read"),
            LoanProduct.repayment == Repayment.BULLET,
            LoanEntry.reverses_uid.is_(None),
            ~select(undoing.uid).where(undoing.reverses_uid == LoanEntry.uid).exists(),
        )
        .group_by(LoanProduct.label, LoanEntry.kind)
        .order_by(LoanProduct.label)
    )
    sums: dict[str, dict[EntryKind, tuple[int, int]]] = {}
    for label, kind, cents, loans in work.session.execute(query):
        sums.setdefault(label, {})[kind] = (int(cents), loans)
    return [_line(label, found) for label, found in sums.items()]


def _line(label: str, found: dict[EntryKind, tuple[int, int]]) -> FundLine:
    cents = {kind: amount for kind, (amount, _) in found.items()}
    back = sum(cents.get(kind, 0) for kind in _BACK) - cents.get(EntryKind.REFUND, 0) - cents.get(EntryKind.COST, 0)
    drawn, loans = found.get(EntryKind.DRAWDOWN, (0, 0))
    return FundLine(label, loans, drawn, max(back, 0), cents.get(EntryKind.WRITE_OFF, 0))


def _checks(work: Work, today: date) -> list[CheckLine]:
    last = (
        select(ContractEvent.case_uid, func.max(ContractEvent.on).label("on"))
        .where(ContractEvent.kind == EventKind.YEARLY_CHECK)
        .group_by(ContractEvent.case_uid)
        .subquery()
    )
    since = func.coalesce(last.c.on, LoanContract.signed_on)
    query = (
        select(Case.number, since)
        .join(LoanContract, LoanContract.uid == Case.uid)
        .outerjoin(last, last.c.case_uid == Case.uid)
        .where(case_scope(work, "case.read"), Case.phase == State.RUNNING)
        .order_by(since, Case.number)
        .limit(100)
    )
    return [CheckLine(number, on, today - on >= _YEAR) for number, on in work.session.execute(query)]

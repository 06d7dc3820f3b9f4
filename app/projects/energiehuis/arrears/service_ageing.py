"""Going through the whole portfolio on a day: balances, arrears by age, defaults that the register has to know."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import delete, insert, select

from app.access.work import Work
from app.cases.models import Case
from app.cases.service_tasks import add_task
from app.core.errors import Refused
from app.core.model import table_of
from app.policy.workdays import calendar_of
from app.projects.energiehuis.arrears.rules import DefaultRule, EventKind, age_of, is_default
from app.projects.energiehuis.arrears.service import note_event
from app.projects.energiehuis.contract.models import ContractEvent
from app.projects.energiehuis.ledger.queries import Account, accounts
from app.projects.energiehuis.ledger.rules_position import EntryKind, Position
from app.projects.energiehuis.letters.models import LoanAgeing
from app.projects.energiehuis.products.queries import figure


@dataclass(frozen=True)
class Aged:
    """What going through the portfolio gave."""

    loans: int
    balance_cents: int
    arrears_cents: int
    late: int
    defaults: int
    """Newly found; each has a task now."""


def age_portfolio(work: Work, *, on: date) -> Aged:
    """Write down where every signed loan stands at the end of a day; doing so again replaces that day."""
    if on > work.clock.today():
        raise Refused("Deze dag moet nog komen. Kies vandaag of een dag ervoor.", "on")
    work.session.execute(delete(LoanAgeing).where(LoanAgeing.on == on))
    told = set(work.session.scalars(select(ContractEvent.case_uid).where(ContractEvent.kind == EventKind.DEFAULT)))
    rule = DefaultRule(figure(work.session, "default_instalments", on), figure(work.session, "default_months", on))
    loans = balance = arrears = late = defaults = 0
    for found in accounts(work.session, on):
        rows = [(account, account.position(on)) for account in found]
        work.session.execute(insert(table_of(LoanAgeing)), [_row(*row) for row in rows])
        loans += len(rows)
        balance += sum(position.balance for _, position in rows)
        arrears += sum(position.arrears for _, position in rows)
        late += sum(position.days_late > 0 for _, position in rows)
        fresh = [account.case_uid for account, position in rows if _must_tell(account, position, rule)]
        defaults += _tell(work, [uid for uid in fresh if uid not in told], on)
        work.session.flush()
    work.trail.record("loan.age", "loan_ageing", detail=f"{on.isoformat()}, {loans} loans")
    return Aged(loans, balance, arrears, late, defaults)


def _row(account: Account, position: Position) -> dict[str, object]:
    return {
        "on": position.on,
        "case_uid": account.case_uid,
        "drawn_cents": position.drawn,
        "balance_cents": position.balance,
        "arrears_cents": position.arrears,
        "days_late": position.days_late,
        "instalments_unpaid": position.instalments_unpaid,
        "age": age_of(position.days_late),
    }


def _must_tell(account: Account, position: Position, rule: DefaultRule) -> bool:
    called = any(entry.kind is EntryKind.DUE_NOW for entry in account.entries)
    return position.arrears > 0 and is_default(position, rule, called_in=called)


def _tell(work: Work, uids: list[UUID], on: date) -> int:
    """Note a default, and plan that the register is told of it within its working days."""
    if not uids:
        return 0
    days = figure(work.session, "ckp_default", on)
    until = max(calendar_of(work.session).shifted(on, days), work.clock.today())
    cases = work.session.scalars(select(Case).where(Case.uid.in_(uids), Case.closed_on.is_(None)))
    found = list(cases)
    for case in found:
        note_event(work, case=case, kind=EventKind.DEFAULT, on=on)
        add_task(work, case=case, what="Meld de wanbetaling aan de Centrale", due_on=until)
    return len(found)

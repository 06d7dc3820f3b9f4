"""The portfolio as it was last gone through: which loans are late, and how much by age."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.access.work import Work
from app.cases.loading import visible_cases
from app.cases.models import Case
from app.projects.energiehuis.labels import PHASES
from app.projects.energiehuis.letters.models import LoanAgeing
from app.projects.energiehuis.lifecycle.rules import State

AGE_WORDS = {
    "none": "Niet te laat",
    "d1_30": "1 tot 30 dagen",
    "d31_60": "31 tot 60 dagen",
    "d61_90": "61 tot 90 dagen",
    "d91": "Meer dan 90 dagen",
}
MOST = 100


@dataclass(frozen=True)
class LateRow:
    """A loan that is late."""

    number: str
    arrears: int
    days: int
    instalments: int
    phase: str


@dataclass(frozen=True)
class AgeRow:
    """One class of arrears."""

    words: str
    loans: int
    balance: int
    arrears: int


@dataclass(frozen=True)
class Portfolio:
    """The classes of the newest day that was gone through."""

    on: date | None
    rows: list[AgeRow]


def portfolio(work: Work) -> Portfolio:
    """Loans, balance and arrears by age, within what the actor may see."""
    on = work.session.scalar(select(func.max(LoanAgeing.on)))
    query = (
        select(LoanAgeing.age, func.count(), func.sum(LoanAgeing.balance_cents), func.sum(LoanAgeing.arrears_cents))
        .where(LoanAgeing.on == on, LoanAgeing.case_uid.in_(visible_cases(work).with_only_columns(Case.uid)))
        .group_by(LoanAgeing.age)
    )
    found = {age: (loans, balance, arrears) for age, loans, balance, arrears in work.session.execute(query)}
    return Portfolio(on, [AgeRow(words, *map(int, found[age])) for age, words in AGE_WORDS.items() if age in found])


def late_rows(work: Work) -> list[LateRow]:
    """The loans that are late the longest."""
    newest = select(func.max(LoanAgeing.on)).scalar_subquery()
    query = (
        visible_cases(work)
        .join(LoanAgeing, LoanAgeing.case_uid == Case.uid)
        .where(LoanAgeing.on == newest, LoanAgeing.days_late > 0)
        .add_columns(LoanAgeing)
        .order_by(LoanAgeing.days_late.desc(), Case.number.desc())
        .limit(MOST)
    )
    return [
        LateRow(case.number, row.arrears_cents, row.days_late, row.instalments_unpaid, _phase(case))
        for case, row in work.session.execute(query)
    ]


def _phase(case: Case) -> str:
    return PHASES[State(case.phase)] if case.phase in PHASES else "Afgesloten"

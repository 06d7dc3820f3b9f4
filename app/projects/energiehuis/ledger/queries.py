"""Reading the ledgers of many loans at once, without a model object for each line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ScalarSelect, SQLColumnExpression, func, select
from sqlalchemy.orm import Session, aliased

from app.projects.energiehuis.contract.models import LoanTerms
from app.projects.energiehuis.contract.rules_conditions import Agreed, conditions
from app.projects.energiehuis.ledger.models import LoanEntry
from app.projects.energiehuis.ledger.rules import replay
from app.projects.energiehuis.ledger.rules_position import Conditions, Entry, EntryKind, Position
from app.projects.energiehuis.models import LoanContract

_CHUNK: Final = 2000
_AGREED: Final = tuple(getattr(LoanTerms, name) for name in Agreed.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Account:
    """A signed loan with its entries."""

    case_uid: UUID
    conditions: Conditions
    entries: Sequence[Entry]

    def position(self, on: date) -> Position:
        """Where the loan stands on a day."""
        return replay(self.conditions, self.entries, on)


def accounts(session: Session, signed_until: date) -> Iterator[list[Account]]:
    """Every loan that was signed by a day, by the thousands: two queries for each lot, however many entries it has."""
    after: UUID | None = None
    while True:
        query = (
            select(LoanTerms.case_uid, *_AGREED, LoanContract.signed_on)
            .join(LoanContract, LoanContract.uid == LoanTerms.case_uid)
            .where(LoanContract.signed_on <= signed_until)
            .order_by(LoanTerms.case_uid)
            .limit(_CHUNK)
        )
        terms = session.execute(query if after is None else query.where(LoanTerms.case_uid > after)).all()
        if not terms:
            return
        first, after = terms[0].case_uid, terms[-1].case_uid
        own = _entries(session, first, after)
        yield [
            Account(row.case_uid, conditions(Agreed(*row[1:-1]), row.signed_on), own.get(row.case_uid, ()))
            for row in terms
        ]


def _entries(session: Session, first: UUID, last: UUID) -> dict[UUID, list[Entry]]:
    query = (
        select(
            LoanEntry.case_uid,
            LoanEntry.uid,
            LoanEntry.kind,
            LoanEntry.value_on,
            LoanEntry.amount_cents,
            LoanEntry.reverses_uid,
        )
        .where(LoanEntry.case_uid.between(first, last))
        .order_by(LoanEntry.case_uid)
    )
    lines = session.execute(query)
    return {uid: [Entry(*line[1:]) for line in same] for uid, same in groupby(lines, key=itemgetter(0))}


def first_drawn_on(case_uid: SQLColumnExpression[UUID]) -> ScalarSelect[Any]:
    """The day since which money of a loan is out; empty when nothing was drawn, or all of it undone."""
    undoing = aliased(LoanEntry)
    return (
        select(func.min(LoanEntry.value_on))
        .where(
            LoanEntry.case_uid == case_uid,
            LoanEntry.kind == EntryKind.DRAWDOWN,
            LoanEntry.reverses_uid.is_(None),
            ~select(undoing.uid).where(undoing.reverses_uid == LoanEntry.uid).exists(),
        )
        .scalar_subquery()
    )

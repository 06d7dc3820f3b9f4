"""Rates that two colleagues entered, laid over those of the policy files; loading the files again keeps them."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.projects.energiehuis.products.models import LoanRate
from app.projects.energiehuis.products.models_rates import RateEntry
from app.projects.energiehuis.products.queries import rates

_RULE: Final = "ingevoerd en nagekeken door twee medewerkers"


def put_in_force(session: Session, entry: RateEntry) -> None:
    """The rate of an entry applies from its day, to where another begins; what applied until then ends there."""
    own = [row for row in rates(session) if (row.product, row.income_group) == (entry.product, entry.income_group)]
    same = next((row for row in own if row.applied_from == entry.applied_from), None)
    before = [row for row in own if row.applied_from < entry.applied_from]
    later = [row.applied_from for row in own if row.applied_from > entry.applied_from]
    ends = [day for day in (before[-1].applied_to if before else None, min(later, default=None)) if day is not None]
    if before and (before[-1].applied_to is None or before[-1].applied_to > entry.applied_from):
        before[-1].applied_to = entry.applied_from
    if same is None:
        same = LoanRate(product=entry.product, income_group=entry.income_group, applied_from=entry.applied_from)
        same.applied_to = min((day for day in ends if day > entry.applied_from), default=None)
        session.add(same)
    same.rate, same.source, same.rule, same.confirmed = entry.rate, entry.source, _RULE, True
    session.flush()


def put_back(session: Session) -> None:
    """Every entry that was put into force, again and in the same order: after the files were loaded."""
    confirmed = select(RateEntry).where(RateEntry.confirmed_by.is_not(None))
    for entry in session.scalars(confirmed.order_by(RateEntry.settled_at, RateEntry.uid)):
        put_in_force(session, entry)

"""Rates that two colleagues entered, laid over those of the policy files; loading the files again keeps them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.projects.energiehuis.models_products import LoanRate
from app.projects.energiehuis.models_rates import RateEntry
from app.projects.energiehuis.queries_products import rates


def put_in_force(session: Session, entry: RateEntry) -> None:
    """The rate of an entry applies from its day; what applied until then ends there."""
    own = [row for row in rates(session) if (row.product, row.income_group) == (entry.product, entry.income_group)]
    same = next((row for row in own if row.applied_from == entry.applied_from), None)
    if same is not None:
        same.rate, same.source, same.rule, same.confirmed = entry.rate, entry.source, _RULE, True
        session.flush()
        return
    later = min((row.applied_from for row in own if row.applied_from > entry.applied_from), default=None)
    before = next(
        (
            row
            for row in own
            if row.applied_from < entry.applied_from and (row.applied_to is None or row.applied_to > entry.applied_from)
        ),
        None,
    )
    ends = later
    if before is not None:
        ends = before.applied_to if later is None or before.applied_to is not None else later
        before.applied_to = entry.applied_from
    session.add(
        LoanRate(
            product=entry.product,
            income_group=entry.income_group,
            applied_from=entry.applied_from,
            applied_to=ends,
            rate=entry.rate,
            rule=_RULE,
            source=entry.source,
            confirmed=True,
        )
    )
    session.flush()


_RULE = "ingevoerd en nagekeken door twee medewerkers"


def put_back(session: Session) -> None:
    """Every entry that was put into force, again and in the same order: after the files were loaded."""
    confirmed = select(RateEntry).where(RateEntry.confirmed_by.is_not(None))
    for entry in session.scalars(confirmed.order_by(RateEntry.settled_at, RateEntry.uid)):
        put_in_force(session, entry)

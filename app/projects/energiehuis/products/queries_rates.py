"""Reading rates that were entered on screen."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.projects.energiehuis.products.models_rates import RateEntry

_MOST = 100


def entries(session: Session) -> list[RateEntry]:
    """The newest entries; what waits comes first."""
    query = select(RateEntry).order_by(RateEntry.settled_at.is_not(None), RateEntry.uid.desc())
    return list(session.scalars(query.limit(_MOST)))

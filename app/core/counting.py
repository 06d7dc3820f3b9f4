"""Counting no further than what says something on a screen."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, func, literal, select
from sqlalchemy.orm import Session

COUNT_CAP: Final = 500


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are, or that there are more than `value`."""

    value: int
    more: bool = False


def capped(session: Session, query: Select[*tuple[Any, ...]], cap: int = COUNT_CAP) -> Count:
    """The number of rows of a query, counted no further than `cap`."""
    some = query.with_only_columns(literal(1), maintain_column_froms=True).order_by(None).limit(cap + 1).subquery()
    found = session.scalar(select(func.count()).select_from(some)) or 0
    return Count(min(found, cap), found > cap)

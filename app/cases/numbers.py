"""Case numbers: serials reserved under a lock of the counter's row, so that no number is given out twice."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.cases.models import CaseCounter
from app.cases.rules import case_number


def reserve_serials(session: Session, prefix: str, year: int, count: int = 1) -> range:
    """Take `count` serials in one statement; the row stays locked until the transaction ends."""
    upsert: Any = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = (
        upsert(CaseCounter)
        .values(prefix=prefix, year=year, last=count)
        .on_conflict_do_update(index_elements=["prefix", "year"], set_={"last": CaseCounter.last + count})
        .returning(CaseCounter.last)
    )
    last: int = session.execute(statement).scalar_one()
    return range(last - count + 1, last + 1)


def take_number(session: Session, prefix: str, year: int) -> str:
    """The next number of a project in a year."""
    return case_number(prefix, year, reserve_serials(session, prefix, year)[0])

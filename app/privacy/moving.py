"""Handing everything that hangs on one person to another: rows re-pointed, cells sealed again under the other's key."""

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Column, Exists, Table, UniqueConstraint, and_, exists, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.clients.models import Person, SearchToken
from app.clients.models_household import Membership
from app.core.errors import Refused
from app.core.model import Base, table_of
from app.crypto.sealed_models import SealedModel, sealed_models
from app.privacy.models_merge import PersonMerge

_STAY: Final = {Person.__tablename__, SearchToken.__tablename__, PersonMerge.__tablename__}
_BOTH: Final = (
    "Beide inschrijvingen komen samen voor in één dossier, gezin of verblijf. Haal er daar eerst één weg: samenvoegen "
    "mag geen enkel cijfer veranderen."
)


def refuse_together(session: Session, kept: UUID, other: UUID) -> None:
    """Refused when both stand in one household at the same time, or in one row of a list that has everybody once."""
    one, two = table_of(Membership).alias(), table_of(Membership).alias()
    overlap = and_(
        one.c.household_uid == two.c.household_uid,
        or_(one.c.until.is_(None), two.c.since < one.c.until),
        or_(two.c.until.is_(None), one.c.since < two.c.until),
    )
    twice = select(one.c.uid).where(one.c.person_uid == kept, two.c.person_uid == other, overlap).limit(1)
    if session.scalar(twice) is not None or any(_shares(session, column, kept, other) for column in links()):
        raise Refused(_BOTH)


def hand_over(session: Session, kept: UUID, other: UUID) -> int:
    """Move every row from the other to who is kept; returns how many. Refused when stays would overlap."""
    sealed = {each.name: each for each in sealed_models()}
    moved = 0
    try:
        with session.begin_nested():
            for column in links():
                found = sealed.get(column.table.name)
                if found is not None and found.holder is column:
                    moved += _sealed_again(session, found, kept, other)
                else:
                    done = session.execute(update(column.table).where(column == other).values({column.name: kept}))
                    moved += int(done.rowcount)  # type: ignore[attr-defined]
            session.flush()
    except IntegrityError:
        raise Refused(_BOTH) from None
    session.expire_all()
    return moved


def links() -> Iterator[Column[Any]]:
    """Every column that points at a person, but those of the person, their tokens and the merging itself."""
    person = table_of(Person)
    for table in Base.metadata.sorted_tables:
        if table.name not in _STAY:
            yield from (column for column in table.columns if column.references(person.c.uid))


def _sealed_again(session: Session, sealed: SealedModel, kept: UUID, other: UUID) -> int:
    """Open the cells of each row under the one key and seal them under the other."""
    rows = session.execute(select(sealed.table.c.uid, *sealed.cells).where(sealed.holder == other)).all()
    for row in rows:
        fresh: dict[str, Any] = {sealed.holder.name: kept}
        for attribute in sealed.attributes:
            value = attribute.open_unseen(row.uid, other, getattr(row, attribute.column))
            fresh[attribute.column] = None if value is None else attribute.seal_for(row.uid, kept, value)
        session.execute(update(sealed.table).where(sealed.table.c.uid == row.uid).values(fresh))
    return len(rows)


def _shares(session: Session, column: Column[Any], kept: UUID, other: UUID) -> bool:
    """Whether both have a row that may exist only once for a person."""
    return any(
        session.scalar(select(_twice(column, unique, kept, other)))
        for unique in column.table.constraints
        if isinstance(unique, UniqueConstraint) and column in set(unique.columns)
    )


def _twice(column: Column[Any], unique: UniqueConstraint, kept: UUID, other: UUID) -> Exists:
    table: Table = column.table
    one, two = table.alias(), table.alias()
    same = [one.c[each.name] == two.c[each.name] for each in unique.columns if each is not column]
    return exists(select(one.c[column.name]).where(one.c[column.name] == kept, two.c[column.name] == other, *same))

"""Who belongs to a case, wherever that is written down: the household, and every table that links the two."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Column, Select, Table, select, union_all
from sqlalchemy.orm import Session

from app.cases.models import Case
from app.clients.models import Person
from app.clients.models_household import Membership
from app.core.model import Base

_BATCH: Final = 500


def deserted_cases(session: Session) -> list[UUID]:
    """Cases that still have their key although everybody who belongs to them is erased."""
    inhabited = union_all(*_pairs_of_the_living()).subquery()
    query = select(Case.uid).where(Case.erased_on.is_(None), Case.uid.not_in(select(inhabited.c.case_uid)))
    return list(session.scalars(query.order_by(Case.uid)))


def people_only_in(session: Session, cases: list[UUID]) -> list[UUID]:
    """Persons of these cases, not erased yet, who belong to no case that keeps its key."""
    pairs = union_all(*_pairs_of_the_living()).subquery()
    kept = select(pairs.c.person_uid).join(Case, Case.uid == pairs.c.case_uid)
    kept = kept.where(Case.erased_on.is_(None), Case.uid.not_in(cases))
    query = select(pairs.c.person_uid).where(pairs.c.case_uid.in_(cases), pairs.c.person_uid.not_in(kept))
    return sorted(set(session.scalars(query)))


def cases_with(session: Session, person_uid: UUID) -> list[UUID]:
    """Every case to which somebody belongs, in whatever way."""
    pairs = union_all(*_pairs()).subquery()
    found = session.scalars(select(pairs.c.case_uid).where(pairs.c.person_uid == person_uid))
    return sorted(set(found))


def cases_of(session: Session, persons: Iterable[UUID]) -> set[UUID]:
    """Every case to which one of these people belongs, in whatever way."""
    pairs, left = union_all(*_pairs()).subquery(), iter(persons)
    found: set[UUID] = set()
    while batch := list(islice(left, _BATCH)):
        found.update(session.scalars(select(pairs.c.case_uid).where(pairs.c.person_uid.in_(batch))))
    return found


def _pairs_of_the_living() -> Iterator[Select[UUID, UUID]]:
    for pairs in _pairs():
        yield pairs.where(Person.erased_on.is_(None))


def _pairs() -> Iterator[Select[UUID, UUID]]:
    """(case_uid, person_uid) from the case itself, its household, and each table that has a column for both."""
    pair = select(Case.uid.label("case_uid"), Person.uid.label("person_uid"))
    yield pair.join(Person, Person.uid == Case.reference_person_uid)
    yield pair.join(Membership, Membership.household_uid == Case.household_uid).join(
        Person, Person.uid == Membership.person_uid
    )
    for table in Base.metadata.tables.values():
        if table.name == Case.__tablename__:
            continue
        case = next((column for column in table.columns if _leads_to(column, Case.__tablename__)), None)
        for person in (column for column in table.columns if _leads_to(column, Person.__tablename__)):
            if case is not None:
                yield select(case.label("case_uid"), Person.uid.label("person_uid")).join_from(
                    table, Person, Person.uid == person
                )


def _leads_to(column: "Column[Any]", table: str) -> bool:
    """Whether a column holds the uid of a row of that table, also by way of a table that shares its uid."""
    for key in column.foreign_keys:
        target: Table = key.column.table
        if target.name == table:
            return True
        if target is not column.table and key.column.primary_key and _leads_to(key.column, table):
            return True
    return False

"""Everything that is kept of one person, gathered from the tables themselves, for that person (GDPR art. 15 and 20).

Keys, links, tokens and names of colleagues stay behind. Of a case in which somebody is no more than a member of the
household, its number alone: what was written there is about others as well. A row that can say something about somebody
else is marked, for whoever reads it over before it is handed over (art. 15.4).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Table, inspect, select

from app.access.work import Work
from app.cases.models import Case
from app.cases.models_documents import Document
from app.clients.models import Person, SearchToken
from app.core.classification import FACT, IDENTITY, SEALED
from app.core.model import Base, table_of
from app.crypto.sealed import DATA, NOTE, sealed_attributes
from app.policy.data_register import read_register
from app.privacy.people import cases_with

_SHOWN: Final = {info["data_class"] for info in (FACT, IDENTITY, SEALED)}
_UNDER_SEAL: Final = {info["data_class"] for info in (IDENTITY, SEALED)}
_LEFT_OUT: Final = {SearchToken.__tablename__}
_KEYS: Final = {(Document.__tablename__, Document.file_key.column)}
"""Sealed cells that hold a key and say nothing about anybody."""
_FREE: Final = (NOTE, DATA)
_MARK: Final = "may_be_about_others"


@dataclass(frozen=True)
class Part:
    """The rows of one table, with what that table holds in words."""

    table: str
    title: str
    rows: list[dict[str, Any]]

    @property
    def is_about_others(self) -> bool:
        """Whether one of its rows can say something about somebody else."""
        return any(row.get(_MARK) for row in self.rows)


@dataclass(frozen=True)
class DocumentInFile:
    """A document that goes along, and its place in the zip."""

    document: Document
    place: str


@dataclass(frozen=True)
class WholeFile:
    """One person's file: themselves, and each case with its parts."""

    made_at: datetime
    person: list[Part]
    cases: list[tuple[str, list[Part]]]
    beside: list[str]
    """Numbers of cases in which they are a member of the household only."""
    case_uids: list[UUID]
    documents: list[DocumentInFile]

    def tables(self) -> set[str]:
        """The tables of which something is in it."""
        return {part.table for parts in (self.person, *(parts for _, parts in self.cases)) for part in parts}

    def document(self) -> dict[str, Any]:
        """The same as plain values, for a machine."""
        return {
            "made_at": self.made_at.isoformat(timespec="seconds"),
            "person": {part.table: part.rows for part in self.person},
            "cases": [{"number": number, **{part.table: part.rows for part in parts}} for number, parts in self.cases],
            "member_of_household_in": self.beside,
            "documents": [one.place for one in self.documents],
        }


def whole_file(work: Work, person: Person) -> WholeFile:
    """Gather it; everything that is opened is on record as seen."""
    titles = {name: entry["holds"] for name, entry in read_register()["table"].items()}
    query = select(Case).where(Case.uid.in_(cases_with(work.session, person.uid))).order_by(Case.opened_on)
    cases = list(work.session.scalars(query))
    own = [case for case in cases if case.reference_person_uid == person.uid]
    of_person = list(_parts(work, person, Person, [person.uid], titles, besides=Case))
    of_cases = [(case.number, list(_parts(work, person, Case, [case.uid], titles))) for case in own]
    beside = [case.number for case in cases if case.reference_person_uid != person.uid]
    documents = list(_documents(work, own))
    return WholeFile(work.clock.now(), of_person, of_cases, beside, [case.uid for case in own], documents)


def _documents(work: Work, cases: list[Case]) -> Iterator[DocumentInFile]:
    """The documents that are still there, under the number of their case; two of one name get a number each."""
    taken: set[str] = set()
    for case in cases:
        query = select(Document).where(Document.case_uid == case.uid, Document.file_key_cell.is_not(None))
        for document in work.session.scalars(query.order_by(Document.added_at, Document.uid)):
            place = first = f"documenten/{case.number}/{document.name or 'document'}"
            count = 1
            while place in taken:
                count += 1
                stem, _, ending = first.rpartition(".")
                place = f"{stem} ({count}).{ending}"
            taken.add(place)
            yield DocumentInFile(document, place)


def _parts(
    work: Work,
    person: Person,
    root: type[Base],
    uids: list[UUID],
    titles: dict[str, str],
    besides: type[Base] | None = None,
) -> Iterator[Part]:
    """The root row and every row that hangs on it, table by table; without those that hang on `besides` too."""
    for model in _models():
        table = table_of(model)
        which = _belongs(table, table_of(root), uids)
        apart = besides is not None and _path(table, table_of(besides)) is not None
        if which is None or apart or table.name in _LEFT_OUT:
            continue
        rows = [row for one in work.session.scalars(select(model).where(which)) if (row := _values(one, person))]
        if rows:
            yield Part(table.name, titles.get(table.name, table.name), rows)


def _models() -> list[type[Base]]:
    return sorted((mapper.class_ for mapper in Base.registry.mappers), key=lambda model: str(model.__tablename__))


def _belongs(table: Table, root: Table, uids: list[UUID]) -> ColumnElement[bool] | None:
    """The condition that a row of a table is the root itself, hangs on it, or hangs on a table that does."""
    if table is root:
        return table.c.uid.in_(uids)
    path = _path(table, root)
    if path is None:
        return None
    column, target = path
    onward = _direct(target, root)
    return column.in_(uids if onward is None else select(target.c.uid).where(onward.in_(uids)))


def _path(table: Table, root: Table) -> tuple[Column[Any], Table] | None:
    """The column by which a table hangs on the root, straight or over one table between."""
    direct = _direct(table, root)
    if direct is not None:
        return direct, root
    for key in table.foreign_keys:
        between = key.column.table
        if between is not table and "uid" in between.c and _direct(between, root) is not None:
            return key.parent, between
    return None


def _direct(table: Table, root: Table) -> Column[Any] | None:
    return next((key.parent for key in table.foreign_keys if key.column.table is root), None)


def _values(row: Base, person: Person) -> dict[str, Any]:
    """What a row says, in plain values; sealed attributes opened, and a mark when others can be in it."""
    sealed = {item.column: name for name, item in sealed_attributes(type(row)).items()}
    found: dict[str, Any] = {}
    for attribute in inspect(type(row)).column_attrs:
        column = attribute.columns[0]
        kind = column.info.get("data_class")
        if kind in _SHOWN and (row.__tablename__, column.name) not in _KEYS:
            name = sealed[column.name] if kind in _UNDER_SEAL else attribute.key
            found[name] = _plain(getattr(row, name))
    said = {name: value for name, value in found.items() if value is not None}
    return said | {_MARK: True} if said and _concerns_others(row, person, set(said)) else said


def _concerns_others(row: Base, person: Person, said: set[str]) -> bool:
    """Free text and documents can name anybody; a row that points at another person is about them too."""
    if isinstance(row, Person):
        return False
    if isinstance(row, Document):
        return True
    if any(name in said and item.codec in _FREE for name, item in sealed_attributes(type(row)).items()):
        return True
    links = (
        attribute.key
        for attribute in inspect(type(row)).column_attrs
        if any(key.column.table is table_of(Person) for key in attribute.columns[0].foreign_keys)
    )
    return any(getattr(row, key) not in (None, person.uid) for key in links)


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return [_plain(one) for one in value]
    return value

"""The registry of what is sealed: every model with sealed attributes, found among the models themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Select, Table, and_, bindparam, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.dml import Update

from app.core.model import Base, table_of
from app.crypto import cell
from app.crypto.sealed import Sealed, SealedRow, sealed_attributes


@dataclass(frozen=True)
class SealedModel:
    """One table with sealed columns, and the column that says under whose key each row is."""

    model: type[Any]
    table: Table
    holder: Column[UUID]
    attributes: tuple[Sealed[Any], ...]

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def cells(self) -> list[Column[bytes]]:
        return [self.table.c[attribute.column] for attribute in self.attributes]

    def rows_after(self, cursor: UUID | None, limit: int) -> Select[Any]:
        """Row, keyholder and cells of the next rows that have any, in the order of their uid."""
        some = or_(*(column.is_not(None) for column in self.cells))
        query = select(self.table.c.uid, self.holder, *self.cells).where(some)
        if cursor is not None:
            query = query.where(self.table.c.uid > cursor)
        return query.order_by(self.table.c.uid).limit(limit)

    def headers(self) -> Select[Any]:
        """Keyholder and the header of each cell, for every row."""
        return select(self.holder, *(func.substr(column, 1, cell.HEADER) for column in self.cells))

    def replacement(self) -> Update:
        """Puts new cells in a row, if the cells are still those that were read (`old_<column>`)."""
        unchanged: list[ColumnElement[bool]] = [self.table.c.uid == bindparam("of_row")]
        unchanged += [
            column.is_not_distinct_from(bindparam(f"old_{column.name}", type_=column.type)) for column in self.cells
        ]
        fresh = {column.name: bindparam(f"new_{column.name}", type_=column.type) for column in self.cells}
        return update(self.table).where(and_(*unchanged)).values(fresh)


def sealed_models() -> Iterator[SealedModel]:
    """Every model with sealed attributes, by the name of its table."""
    models = [mapper.class_ for mapper in Base.registry.mappers]
    for model in sorted(models, key=lambda model: str(model.__tablename__)):
        attributes = tuple(sealed_attributes(model).values())
        if attributes:
            yield SealedModel(model, table_of(model), holder_column(model), attributes)


def holder_column(model: type[Any]) -> Column[UUID]:
    """The column behind `keyholder_uid`, asked of the class itself; TypeError when it is no plain column."""
    named = getattr(model, "keyholder_uid", None)
    if not issubclass(model, SealedRow) or not isinstance(named, property) or named.fget is None:
        raise TypeError(f"{model.__name__}: sealed attributes need a SealedRow with a keyholder_uid")
    attribute = named.fget(model)
    if not isinstance(attribute, InstrumentedAttribute) or attribute.class_ is not model:
        raise TypeError(f"{model.__name__}: keyholder_uid names one column of its own table")
    column: Column[UUID] = table_of(model).c[attribute.key]
    return column

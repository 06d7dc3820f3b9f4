"""The declarative base that every model of the house stands on."""

from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Date, Integer, MetaData, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry

from app.core.classification import FACT, TECHNICAL
from app.core.types import Uid, UtcDateTime
from app.core.uid import new_uid

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Names constraints the same way on both engines and maps the house's Python types."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={UUID: Uid(), datetime: UtcDateTime(), date: Date()},
    )


class Identified:
    """Mixin of a row with a uid of its own, known before the row is stored."""

    uid: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-100, info=TECHNICAL)

    def __init__(self, **values: Any) -> None:
        values.setdefault("uid", new_uid())
        super().__init__(**values)


class Erasable:
    """Mixin of a keyholder whose key may be destroyed: the day, and the number of the certificate."""

    erased_on: Mapped[date | None] = mapped_column(info=FACT)
    certificate: Mapped[int | None] = mapped_column(Integer, index=True, info=TECHNICAL)


def table_of(model: type[Base]) -> Table:
    """The table of a model, for statements that write rows without model objects."""
    return cast(Table, model.__table__)

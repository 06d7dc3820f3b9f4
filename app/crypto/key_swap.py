"""Wrapped keys read and replaced by the hundreds, in the way that each engine does fastest."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import (
    Connection,
    Dialect,
    Integer,
    LargeBinary,
    Select,
    Uuid,
    bindparam,
    func,
    literal,
    select,
    tuple_,
    type_coerce,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import NullType

from app.crypto.keystore import data_key

_NAMES: Final = ("old_holder", "old_generation", "old_root", "new_root", "new_wrapped")
_by_row: Final = (
    update(data_key)
    .where(
        data_key.c.holder_uid == bindparam("old_holder"),
        data_key.c.generation == bindparam("old_generation"),
        data_key.c.root_generation == bindparam("old_root"),
    )
    .values(root_generation=bindparam("new_root"), wrapped=bindparam("new_wrapped"))
)
_kinds: Final = (Uuid, Integer, Integer, Integer, LargeBinary)
_given: Final = select(
    *(func.unnest(bindparam(name, type_=ARRAY(kind))).label(name) for name, kind in zip(_NAMES, _kinds, strict=True))
).subquery()
_by_array: Final = (
    update(data_key)
    .where(
        data_key.c.holder_uid == _given.c.old_holder,
        data_key.c.generation == _given.c.old_generation,
        data_key.c.root_generation == _given.c.old_root,
    )
    .values(root_generation=_given.c.new_root, wrapped=_given.c.new_wrapped)
)


class StoredKey(NamedTuple):
    """A row of the keystore with its keyholder as bytes."""

    mark: bytes
    generation: int
    root_generation: int
    wrapped: bytes


def keys_after(connection: Connection, cursor: str, before: int, limit: int) -> list[StoredKey]:
    """The next keys wrapped under a root generation below `before`, by keyholder and generation."""
    columns = (data_key.c.generation, data_key.c.root_generation, type_coerce(data_key.c.wrapped, NullType()))
    query: Select[Any] = select(type_coerce(data_key.c.holder_uid, NullType()), *columns)
    query = query.where(data_key.c.root_generation < before)
    if cursor:
        holder, generation = cursor.split("/")
        reached = tuple_(literal(UUID(holder), data_key.c.holder_uid.type), literal(int(generation)))
        query = query.where(tuple_(data_key.c.holder_uid, data_key.c.generation) > reached)
    rows = connection.execute(query.order_by(data_key.c.holder_uid, data_key.c.generation).limit(limit))
    if connection.dialect.name == "postgresql":
        return [StoredKey(row[0].bytes, row[1], row[2], row[3]) for row in rows]
    return [StoredKey(row[0], row[1], row[2], row[3]) for row in rows]


def cursor_of(key: StoredKey) -> str:
    """Where to go on after this key."""
    return f"{key.mark.hex()}/{key.generation}"


def replace_wrappings(connection: Connection, swaps: Sequence[tuple[StoredKey, int, bytes]]) -> None:
    """Give keys their new root generation and wrapping, where they still are under the one that was read."""
    rows = [(key.mark, key.generation, key.root_generation, root, wrapped) for key, root, wrapped in swaps]
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        columns = [list(column) for column in zip(*rows, strict=True)]
        columns[0] = [UUID(bytes=mark) for mark in columns[0]]
        connection.execute(_by_array, dict(zip(_NAMES, columns, strict=True)))
    else:
        # The values are as the driver wants them: the conversions of every row would take longer than the writing.
        statement, order = _plain(connection.dialect)
        connection.exec_driver_sql(statement, [tuple(row[place] for place in order) for row in rows])


def _plain(dialect: Dialect) -> tuple[str, list[int]]:
    """The statement as text, and the place in a row of each value that it takes."""
    compiled = _by_row.compile(dialect=dialect)
    return compiled.string, [_NAMES.index(name) for name in getattr(compiled, "positiontup", None) or ()]

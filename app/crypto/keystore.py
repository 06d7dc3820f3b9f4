"""The keystore: a database of its own with every keyholder's wrapped data keys."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, closing
from datetime import UTC, datetime
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Uuid,
    bindparam,
    delete,
    func,
    insert,
    select,
    type_coerce,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import IntegrityError
from sqlalchemy.types import NullType

from app.core.classification import TECHNICAL
from app.core.db import SINGLE, WRITE
from app.core.model import NAMING
from app.core.types import Uid, UtcDateTime

metadata = MetaData(naming_convention=NAMING)

data_key = Table(
    "data_key",
    metadata,
    Column("holder_uid", Uid, primary_key=True, info=TECHNICAL),
    Column("generation", Integer, primary_key=True, autoincrement=False, info=TECHNICAL),
    Column("root_generation", Integer, nullable=False, info=TECHNICAL),
    Column("wrapped", LargeBinary, nullable=False, info=TECHNICAL),
    Column("seals", BigInteger, nullable=False, server_default="0", info=TECHNICAL),
    Column("created_at", UtcDateTime, nullable=False, info=TECHNICAL),
)
"""`seals` is an upper bound of the cells that were sealed with a key: the blocks given out for it so far."""

canary = Table(
    "canary",
    metadata,
    Column("root", String(20), primary_key=True, info=TECHNICAL),
    Column("generation", Integer, primary_key=True, autoincrement=False, info=TECHNICAL),
    Column("proof", LargeBinary, nullable=False, info=TECHNICAL),
)

installation = Table("installation", metadata, Column("uid", Uid, primary_key=True, info=TECHNICAL))

_BATCH: Final = 100


class WrappedKey(NamedTuple):
    """One row of the keystore."""

    holder: UUID
    generation: int
    root_generation: int
    wrapped: bytes


# Lists of persons and exports fetch keys by the thousand: both queries are compiled once, and on SQLite
# they pass over the conversion of identifiers, which costs more than the search itself.
_raw_holder: Final = type_coerce(data_key.c.holder_uid, NullType())
_rest: Final = (data_key.c.generation, data_key.c.root_generation, type_coerce(data_key.c.wrapped, NullType()))
_KEYS_OF_ONE: Final = "SELECT generation, root_generation, wrapped FROM data_key WHERE holder_uid = ?"
_names: Final = tuple(f"holder_{number}" for number in range(_BATCH))
_query_of_batch: Final = select(_raw_holder, *_rest).where(
    _raw_holder.in_([bindparam(name, type_=LargeBinary) for name in _names])
)
_query_of_array: Final = select(data_key.c.holder_uid, *_rest).where(
    data_key.c.holder_uid == func.any(bindparam("holders", type_=ARRAY(Uuid)))
)

_reservation: Final = (
    update(data_key)
    .where(
        data_key.c.holder_uid == bindparam("of_holder"),
        data_key.c.generation == bindparam("of_generation"),
        data_key.c.seals <= bindparam("limit", type_=BigInteger) - bindparam("block", type_=BigInteger),
    )
    .values(seals=data_key.c.seals + bindparam("block", type_=BigInteger))
)


class Keystore:
    """Reads and writes wrapped keys; every write commits at once, before the data that rests on it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._is_postgresql = engine.dialect.name == "postgresql"
        # Keys are read by single statements, some at every request: no transaction around them.
        alone = {"isolation_level": "AUTOCOMMIT"} if self._is_postgresql else {SINGLE: True}
        self._reader = engine.execution_options(**alone)

    def keys_of(self, holders: Iterable[UUID]) -> list[WrappedKey]:
        """Every generation of the keys of these holders, in no order."""
        wanted = {holder.bytes: holder for holder in holders}
        if not wanted:
            return []
        if len(wanted) == 1 and not self._is_postgresql:
            return self._keys_of_one(*wanted.values())
        with self._reader.connect() as connection:
            if self._is_postgresql:
                rows = connection.execute(_query_of_array, {"holders": list(wanted.values())})
                return [WrappedKey(row[0], row[1], row[2], row[3]) for row in rows.all()]
            marks, found = list(wanted), []
            for start in range(0, len(marks), _BATCH):
                batch = marks[start : start + _BATCH]
                batch += batch[-1:] * (_BATCH - len(batch))
                rows = connection.execute(_query_of_batch, dict(zip(_names, batch, strict=True)))
                found += [WrappedKey(wanted[row[0]], row[1], row[2], row[3]) for row in rows.all()]
            return found

    def _keys_of_one(self, holder: UUID) -> list[WrappedKey]:
        """The same for one holder on SQLite, past the layers that take longer than the search."""
        with closing(self.engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
            cursor.execute(_KEYS_OF_ONE, (holder.bytes,))
            return [WrappedKey(holder, *row) for row in cursor.fetchall()]

    def add(self, keys: Sequence[WrappedKey], seals: int = 0) -> bool:
        """Store new keys; False when another process was first with one of them (nothing is stored).

        `seals` is the block that each key is given with it.
        """
        try:
            with self.writing() as connection:
                self.insert(connection, keys, seals)
        except IntegrityError:
            return False
        return True

    def insert(self, connection: Connection, keys: Sequence[WrappedKey], seals: int = 0) -> None:
        """Store new keys in a transaction that is open already."""
        now = datetime.now(UTC)
        rows = [
            {
                "holder_uid": key.holder,
                "generation": key.generation,
                "root_generation": key.root_generation,
                "wrapped": key.wrapped,
                "seals": seals,
                "created_at": now,
            }
            for key in keys
        ]
        connection.execute(insert(data_key), rows)

    def reserve(self, keys: Sequence[tuple[UUID, int]], block: int, limit: int) -> list[bool]:
        """Count a block of seals on each (holder, generation); False where that would pass the limit, or no key is."""
        with self.writing() as connection:
            return [
                connection.execute(
                    _reservation, {"of_holder": holder, "of_generation": generation, "block": block, "limit": limit}
                ).rowcount
                == 1
                for holder, generation in keys
            ]

    def destroy(self, holder: UUID) -> int:
        """Delete every key of a holder, for ever; returns how many there were."""
        with self.writing() as connection:
            return connection.execute(delete(data_key).where(data_key.c.holder_uid == holder)).rowcount

    def canaries(self) -> list[tuple[str, int, bytes]]:
        """The proofs of the roots this keystore was made with: (root, generation, proof)."""
        with self.engine.connect() as connection:
            return [(row.root, row.generation, row.proof) for row in connection.execute(select(canary))]

    def add_canary(self, root: str, generation: int, proof: bytes) -> None:
        """Keep the proof of one generation of a root."""
        with self.writing() as connection:
            connection.execute(insert(canary).values(root=root, generation=generation, proof=proof))

    def drop_canaries(self, root: str, before: int) -> None:
        """Forget the proofs of the generations of a root before this one, which are about to go."""
        with self.writing() as connection:
            connection.execute(delete(canary).where(canary.c.root == root, canary.c.generation < before))

    def installation(self) -> UUID | None:
        """The identity of the data database that this keystore belongs to."""
        with self.engine.connect() as connection:
            return connection.execute(select(installation.c.uid)).scalar()

    def bind(self, uid: UUID) -> None:
        """Tie this keystore to one data database, once and for all."""
        with self.writing() as connection:
            if connection.execute(select(installation.c.uid)).first() is not None:
                raise RuntimeError("this keystore is bound already")
            connection.execute(insert(installation).values(uid=uid))

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that writes, committed at its end."""
        return self.engine.execution_options(**{WRITE: True}).begin()

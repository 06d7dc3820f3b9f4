"""Tombstones: which keyholders were destroyed, kept beside the keys so that no older copy of the data undoes it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import Column, ForeignKey, Integer, String, Table, delete, func, insert, select

from app.core.classification import TECHNICAL
from app.core.db import WRITE
from app.core.errors import Stale
from app.core.types import Uid, UtcDateTime
from app.crypto.errors import HolderErased
from app.crypto.keystore import Keystore, data_key, metadata

erasure = Table(
    "erasure",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False, info=TECHNICAL),
    Column("at", UtcDateTime, nullable=False, info=TECHNICAL),
    Column("ground", String(200), nullable=False, info=TECHNICAL),
    Column("decided_by", String(80), nullable=False, info=TECHNICAL),
)

tombstone = Table(
    "tombstone",
    metadata,
    Column("holder_uid", Uid, primary_key=True, info=TECHNICAL),
    Column("kind", String(10), nullable=False, info=TECHNICAL),
    Column("number", Integer, ForeignKey("erasure.number"), nullable=False, index=True, info=TECHNICAL),
)

_BATCH: Final = 500


class HolderKind(StrEnum):
    """Whose key it was."""

    PERSON = "person"
    CASE = "case"


@dataclass(frozen=True)
class Burial:
    """One destruction: its number, when, on what ground, who decided, and the keyholders that went."""

    number: int
    at: datetime
    ground: str
    decided_by: str
    persons: tuple[UUID, ...]
    cases: tuple[UUID, ...]

    @property
    def holders(self) -> tuple[UUID, ...]:
        return self.persons + self.cases


def next_number(keystore: Keystore) -> int:
    """The number that follows the last one given out; `bury` fails when another process took it first."""
    with keystore.engine.connect() as connection:
        last = connection.scalar(select(func.max(erasure.c.number)))
    return (last or 0) + 1


def bury(keystore: Keystore, burials: Sequence[Burial]) -> None:
    """Destroy the keys of everybody named and keep the tombstones, in one transaction of the keystore.

    What is buried already is passed over, so that it can be done again after an older keystore was put back.
    """
    with keystore.engine.execution_options(**{WRITE: True}).begin() as connection:
        known = {row.number: row.at for row in connection.execute(select(erasure.c.number, erasure.c.at))}
        stones = set(connection.scalars(select(tombstone.c.holder_uid)))
        fresh = [one for one in burials if one.number not in known]
        if any(known.get(one.number, one.at) != one.at for one in burials):
            raise Stale("Iemand anders vernietigde net iets. Probeer opnieuw.")
        if fresh:
            rows = [{"number": b.number, "at": b.at, "ground": b.ground, "decided_by": b.decided_by} for b in fresh]
            connection.execute(insert(erasure), rows)
        marks = [
            {"holder_uid": uid, "kind": kind.value, "number": one.number}
            for one in burials
            for kind, uids in ((HolderKind.PERSON, one.persons), (HolderKind.CASE, one.cases))
            for uid in uids
            if uid not in stones
        ]
        if marks:
            connection.execute(insert(tombstone), marks)
        holders = [uid for one in burials for uid in one.holders]
        for start in range(0, len(holders), _BATCH):
            connection.execute(delete(data_key).where(data_key.c.holder_uid.in_(holders[start : start + _BATCH])))


def burials(keystore: Keystore) -> list[Burial]:
    """Every destruction so far, oldest first."""
    with keystore.engine.connect() as connection:
        rows = connection.execute(select(erasure).order_by(erasure.c.number)).all()
        found: dict[int, dict[str, list[UUID]]] = {row.number: {kind.value: [] for kind in HolderKind} for row in rows}
        for stone in connection.execute(select(tombstone).order_by(tombstone.c.holder_uid)):
            found[stone.number][stone.kind].append(stone.holder_uid)
    return [
        Burial(
            row.number,
            row.at,
            row.ground,
            row.decided_by,
            tuple(found[row.number][HolderKind.PERSON]),
            tuple(found[row.number][HolderKind.CASE]),
        )
        for row in rows
    ]


def certificates(keystore: Keystore, holders: Iterable[UUID]) -> dict[UUID, int]:
    """The number under which each of these was destroyed; who was not is not in it."""
    wanted = list(holders)
    found: dict[UUID, int] = {}
    with keystore.engine.connect() as connection:
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            query = select(tombstone.c.holder_uid, tombstone.c.number).where(tombstone.c.holder_uid.in_(batch))
            found.update((uid, number) for uid, number in connection.execute(query))
    return found


def refuse_buried(keystore: Keystore, holders: Iterable[UUID]) -> None:
    """HolderErased when one of these was destroyed: nobody gets a second key."""
    wanted = list(holders)
    with keystore.engine.connect() as connection:
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            query = select(tombstone.c.holder_uid).where(tombstone.c.holder_uid.in_(batch)).limit(1)
            if connection.execute(query).first() is not None:
                raise HolderErased

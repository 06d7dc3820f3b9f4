"""Rotation of data keys: every keyholder gets a new generation, and every cell is sealed again under it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core.db import transaction
from app.core.errors import Refused
from app.core.sql import keep_writers_out
from app.crypto import cell
from app.crypto.errors import KeyMissing, SealBroken
from app.crypto.key_tasks import KeyTask, advance
from app.crypto.keystore import data_key
from app.crypto.rewrapping import BATCH, PASSES, Progress
from app.crypto.sealed_models import SealedModel, sealed_models
from app.crypto.vault import KeyRing, Vault

KEYS: Final = "keys"
CELLS: Final = "cells"
_STREAM: Final = 2000


@dataclass
class Headers:
    """What the headers of all cells say: how many are under the newest key of their holder, and how many are not."""

    newest: int = 0
    older: int = 0
    keyless: int = 0
    """Cells of which the keyholder has no key at all: destroyed, or lost."""
    by_column: dict[str, int] = field(default_factory=dict)


def reseal(vault: Vault, session: Session, task: KeyTask, progress: Progress) -> KeyTask:
    """Give every holder a new key and seal every cell again, and prove by the headers that none is left behind."""
    if task.step == "":
        task = vault.tasks.move(task, step=KEYS)
    if task.step == KEYS:
        task = _renew_keys(vault, task, progress)
    for _ in range(PASSES):
        unopened: list[str] = []
        for model in sealed_models():
            task = _reseal_table(vault, session, model, task, unopened, progress)
        older = read_headers(session, newest_generations(vault)).older
        if older == 0:
            return task
        if older == len(unopened):
            raise Refused(f"{older} cellen gaan niet open en zijn niet omgezet; `keys check --all` noemt ze.")
        task = vault.tasks.move(task, cursor="")
    raise Refused("Er komen nog steeds cellen onder oude sleutels bij; herstart de servers en herhaal de opdracht.")


def newest_generations(vault: Vault) -> dict[UUID, int]:
    """The newest generation of every keyholder's key."""
    query = select(data_key.c.holder_uid, func.max(data_key.c.generation)).group_by(data_key.c.holder_uid)
    with vault.keystore.engine.connect() as connection:
        return {row[0]: row[1] for row in connection.execute(query)}


def read_headers(session: Session, newest: dict[UUID, int]) -> Headers:
    """Count every cell by the generation in its header, without opening any."""
    counts = Headers()
    for model in sealed_models():
        rows = session.execute(model.headers().execution_options(yield_per=_STREAM))
        for holder, *headers in rows:
            for column, header in zip(model.cells, headers, strict=True):
                if header is not None:
                    _count(counts, f"{model.name}.{column.name}", newest.get(holder), header)
    return counts


def remove_older_keys(vault: Vault, session: Session) -> int:
    """Destroy every data key that has a successor, once no cell names it; Refused while one does.

    Runs inside a transaction on the data, whose lock keeps cells from being written meanwhile. Keys that come
    after the first line are left alone.
    """
    newest = newest_generations(vault)
    keep_writers_out(session.connection(), *(model.table for model in sealed_models()))
    headers = read_headers(session, newest)
    if headers.older:
        raise Refused(f"{headers.older} cellen hangen nog aan een oude sleutel; draai eerst `keys rotate data`.")
    holders, removed = list(newest), 0
    older = (data_key.c.holder_uid == bindparam("holder"), data_key.c.generation < bindparam("newest"))
    for start in range(0, len(holders), BATCH):
        some = [{"holder": holder, "newest": newest[holder]} for holder in holders[start : start + BATCH]]
        with vault.keystore.writing() as connection:
            removed += connection.execute(delete(data_key).where(*older), some).rowcount
    return removed


def _renew_keys(vault: Vault, task: KeyTask, progress: Progress) -> KeyTask:
    """A new generation for every holder there is; the key and the place reached are stored in one transaction."""
    newest = select(data_key.c.holder_uid, func.max(data_key.c.generation)).group_by(data_key.c.holder_uid)
    total = len(newest_generations(vault))
    while True:
        query = newest.order_by(data_key.c.holder_uid).limit(BATCH)
        if task.cursor:
            query = query.where(data_key.c.holder_uid > UUID(task.cursor))
        with vault.keystore.engine.connect() as connection:
            found = connection.execute(query).all()
        if not found:
            return vault.tasks.move(task, step=CELLS, cursor="", done=0)
        fresh = vault.new_keys([(holder, generation + 1) for holder, generation in found])
        try:
            with vault.keystore.writing() as connection:
                vault.keystore.insert(connection, fresh)
                task = advance(connection, task, cursor=found[-1][0].hex, done=task.done + len(fresh))
        except IntegrityError:
            continue  # a holder reached the limit of its key just now, and has a new one already
        progress("sleutels", task.done, max(total, task.done))


def _reseal_table(
    vault: Vault, session: Session, model: SealedModel, task: KeyTask, unopened: list[str], progress: Progress
) -> KeyTask:
    table, _, place = task.cursor.partition("/")
    if table > model.name:
        return task
    after = UUID(place) if table == model.name and place else None
    total = session.scalar(select(func.count()).select_from(model.table)) or 0
    passed = 0
    while True:
        with transaction(session):
            rows: Sequence[Any] = session.execute(model.rows_after(after, BATCH)).all()
            changes = _resealed(vault.ring(), model, rows, unopened)
            if changes:
                session.execute(model.replacement(), changes, execution_options={"synchronize_session": False})
        if not rows:
            return task
        after = rows[-1].uid
        passed += len(rows)
        task = vault.tasks.move(task, cursor=f"{model.name}/{after.hex}", done=task.done + len(changes))
        progress(model.name, passed, max(total, passed))


def _resealed(ring: KeyRing, model: SealedModel, rows: Sequence[Any], unopened: list[str]) -> list[dict[str, Any]]:
    holders = [row[1] for row in rows]
    ring.load(holders)
    ring.reserve(holders)
    changes = []
    for row, holder, *cells in rows:
        fresh = [
            None if old is None else _again(ring, attribute, row, holder, old, unopened)
            for attribute, old in zip(model.attributes, cells, strict=True)
        ]
        if fresh != cells:
            change: dict[str, Any] = {"of_row": row}
            for attribute, old, new in zip(model.attributes, cells, fresh, strict=True):
                change |= {f"old_{attribute.column}": old, f"new_{attribute.column}": new}
            changes.append(change)
    return changes


def _again(ring: KeyRing, attribute: Any, row: UUID, holder: UUID, old: bytes, unopened: list[str]) -> bytes:  # noqa: ANN401
    """The cell under the newest key, or the cell itself when it is there already or does not open."""
    newest = ring.newest(holder)
    try:
        if newest in (None, cell.generation_of(old)):
            return old
        text = ring.unseal(attribute.where, row, holder, old)
    except (SealBroken, KeyMissing):
        unopened.append(f"{attribute.label} {row}")
        return old
    return ring.seal(attribute.where, row, holder, text, attribute.codec.block)


def _count(counts: Headers, column: str, newest: int | None, header: bytes) -> None:
    counts.by_column[column] = counts.by_column.get(column, 0) + 1
    if newest is None:
        counts.keyless += 1
    elif int.from_bytes(header[2:4]) >= newest:
        counts.newest += 1
    else:
        counts.older += 1

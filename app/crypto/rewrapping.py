"""Rotation of the key-encryption root: every data key is wrapped again, no data changes."""

from collections.abc import Callable, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, bindparam, func, literal, select, tuple_, update

from app.core.errors import Refused
from app.core.sql import keep_writers_out
from app.crypto.errors import SealBroken
from app.crypto.key_tasks import KeyTask, advance
from app.crypto.keystore import WrappedKey, data_key
from app.crypto.roots import Root, Wrapping
from app.crypto.vault import Vault, key_associated_data

BATCH: Final = 500
PASSES: Final = 5
Progress = Callable[[str, int, int], None]
"""Is told what is being done, how many are done, and how many there are."""

_swap: Final = (
    update(data_key)
    .where(
        data_key.c.holder_uid == bindparam("of_holder"),
        data_key.c.generation == bindparam("of_generation"),
        data_key.c.root_generation == bindparam("of_root"),
    )
    .values(root_generation=bindparam("new_root"), wrapped=bindparam("new_wrapped"))
)


def rewrap(vault: Vault, task: KeyTask, progress: Progress) -> KeyTask:
    """Wrap every data key under generation `task.to_generation` of the root, and prove that none is left behind.

    Keys that other processes add meanwhile under the old generation are found by another pass.
    """
    unopened: set[tuple[UUID, int]] = set()
    for _ in range(PASSES):
        task = _pass(vault, task, unopened, progress)
        left = keys_before(vault, task.to_generation)
        if left == 0:
            return task
        if left == len(unopened):
            raise Refused(f"{left} sleutels gaan niet open en zijn niet omgezet; `keys check` noemt ze.")
        task = vault.tasks.move(task, cursor="")
    raise Refused("Er komen nog steeds sleutels onder de oude wortel bij; herstart de servers en herhaal de opdracht.")


def keys_before(vault: Vault, generation: int) -> int:
    """How many data keys are wrapped under an older generation of the root than this one."""
    with vault.keystore.engine.connect() as connection:
        return connection.scalar(_count_before(generation)) or 0


def forget_older_roots(vault: Vault, task: KeyTask) -> int:
    """Destroy the generations before `task.to_generation` of the root, while nobody can add a key under one of them."""
    if keys_before(vault, task.to_generation) == 0:
        # First the proofs: a proof of a root that is gone would stop the program from starting.
        vault.keystore.drop_canaries(Root.KEY_ENCRYPTION.value, task.to_generation)
    with vault.keystore.writing() as connection:
        keep_writers_out(connection, data_key)
        left = connection.scalar(_count_before(task.to_generation))
        if left:
            raise Refused(f"{left} sleutels hangen nog aan de oude wortel; draai eerst `keys rotate root`.")
        older = [one for one in vault.roots.generations(Root.KEY_ENCRYPTION) if one < task.to_generation]
        for generation in older:
            vault.roots.forget(Root.KEY_ENCRYPTION, generation)
    return len(older)


def _count_before(generation: int) -> Select[Any]:
    return select(func.count()).select_from(data_key).where(data_key.c.root_generation < generation)


def _pass(vault: Vault, task: KeyTask, unopened: set[tuple[UUID, int]], progress: Progress) -> KeyTask:
    total = task.done + keys_before(vault, task.to_generation)
    while True:
        with vault.keystore.engine.connect() as connection:
            keys = [WrappedKey(*row) for row in connection.execute(_next(task))]
        if not keys:
            return task
        swaps = _rewrapped(vault, keys, unopened)
        last = keys[-1]
        with vault.keystore.writing() as connection:
            if swaps:
                connection.execute(_swap, swaps)
            cursor = f"{last.holder.hex}/{last.generation}"
            task = advance(connection, task, cursor=cursor, done=task.done + len(swaps))
        progress("sleutels", task.done, max(total, task.done))


def _next(task: KeyTask) -> Select[Any]:
    columns = (data_key.c.holder_uid, data_key.c.generation, data_key.c.root_generation, data_key.c.wrapped)
    query = select(*columns).where(data_key.c.root_generation < task.to_generation)
    if task.cursor:
        holder, generation = task.cursor.split("/")
        reached = tuple_(literal(UUID(holder), data_key.c.holder_uid.type), literal(int(generation)))
        query = query.where(tuple_(data_key.c.holder_uid, data_key.c.generation) > reached)
    return query.order_by(data_key.c.holder_uid, data_key.c.generation).limit(BATCH)


def _rewrapped(vault: Vault, keys: Sequence[WrappedKey], unopened: set[tuple[UUID, int]]) -> list[dict[str, Any]]:
    places = {(key.holder, key.generation): key_associated_data(key.holder, key.generation) for key in keys}
    opened = _opened(vault, keys, places, unopened)
    wrapped = vault.roots.wrap_many([(secret, places[key.holder, key.generation]) for key, secret in opened])
    return [
        {
            "of_holder": key.holder,
            "of_generation": key.generation,
            "of_root": key.root_generation,
            "new_root": root_generation,
            "new_wrapped": again,
        }
        for (key, _), (root_generation, again) in zip(opened, wrapped, strict=True)
    ]


def _opened(
    vault: Vault, keys: Sequence[WrappedKey], places: dict[tuple[UUID, int], bytes], unopened: set[tuple[UUID, int]]
) -> list[tuple[WrappedKey, bytes]]:
    items = [Wrapping(key.root_generation, key.wrapped, places[key.holder, key.generation]) for key in keys]
    try:
        return list(zip(keys, vault.roots.unwrap_many(items), strict=True))
    except SealBroken:
        opened = []
        for key, item in zip(keys, items, strict=True):
            try:
                opened.append((key, vault.roots.unwrap(*item)))
            except SealBroken:
                unopened.add((key.holder, key.generation))
        return opened

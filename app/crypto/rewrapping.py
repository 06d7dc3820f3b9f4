"""Rotation of the key-encryption root: every data key is wrapped again, no data changes."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from sqlalchemy import Select, func, select

from app.core.errors import Refused
from app.core.sql import keep_writers_out
from app.crypto.errors import SealBroken
from app.crypto.key_swap import StoredKey, cursor_of, keys_after, replace_wrappings
from app.crypto.key_tasks import KeyTask, advance
from app.crypto.keystore import data_key
from app.crypto.roots import Root, Wrapping
from app.crypto.vault import Vault, associated_data

BATCH: Final = 500
PASSES: Final = 5
Progress = Callable[[str, int, int], None]
"""Is told what is being done, how many are done, and how many there are."""


def rewrap(vault: Vault, task: KeyTask, progress: Progress) -> KeyTask:
    """Wrap every data key under generation `task.to_generation` of the root, and prove that none is left behind.

    Keys that other processes add meanwhile under the old generation are found by another pass.
    """
    unopened: set[str] = set()
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


def _pass(vault: Vault, task: KeyTask, unopened: set[str], progress: Progress) -> KeyTask:
    total = task.done + keys_before(vault, task.to_generation)
    while True:
        with vault.keystore.engine.connect() as connection:
            keys = keys_after(connection, task.cursor, task.to_generation, BATCH)
        if not keys:
            return task
        swaps = _rewrapped(vault, keys, unopened)
        with vault.keystore.writing() as connection:
            replace_wrappings(connection, swaps)
            task = advance(connection, task, cursor=cursor_of(keys[-1]), done=task.done + len(swaps))
        progress("sleutels", task.done, max(total, task.done))


def _rewrapped(vault: Vault, keys: Sequence[StoredKey], unopened: set[str]) -> list[tuple[StoredKey, int, bytes]]:
    places = [associated_data(key.mark, key.generation) for key in keys]
    items = [Wrapping(key.root_generation, key.wrapped, place) for key, place in zip(keys, places, strict=True)]
    try:
        opened: list[tuple[StoredKey, bytes, bytes]] = list(
            zip(keys, vault.roots.unwrap_many(items), places, strict=True)
        )
    except SealBroken:
        opened = _opened_one_by_one(vault, keys, items, unopened)
    wrapped = vault.roots.wrap_many([(secret, place) for _, secret, place in opened])
    return [(key, root, again) for (key, _, _), (root, again) in zip(opened, wrapped, strict=True)]


def _opened_one_by_one(
    vault: Vault, keys: Sequence[StoredKey], items: Sequence[Wrapping], unopened: set[str]
) -> list[tuple[StoredKey, bytes, bytes]]:
    """The keys that do open, when one among many does not."""
    opened = []
    for key, item in zip(keys, items, strict=True):
        try:
            opened.append((key, vault.roots.unwrap(*item), item.associated))
        except SealBroken:
            unopened.add(cursor_of(key))
    return opened

"""How often a data key may still seal: counted in blocks, so that sealing itself writes nothing to the keystore."""

import threading
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final
from uuid import UUID

from app.crypto.keystore import Keystore, WrappedKey

SEAL_LIMIT: Final = 2**31
"""Cells under one key, after which it gets a new generation: half of what random nonces of 96 bits allow."""
_BLOCK: Final = 4096
_HOLDERS: Final = 4_096
"""Of so many keys a process holds a block: some 300 bytes each, so that an import of any length keeps its size."""


class SealBudget:
    """The blocks of seals that this process holds, shared by its threads.

    A block is counted in the keystore before its first seal. What a process that dies had not used yet stays
    counted: the count never falls below the truth.
    """

    def __init__(self, keystore: Keystore, limit: int) -> None:
        self._keystore = keystore
        self._limit = limit
        self._block = min(_BLOCK, limit)
        self._left: dict[tuple[bytes, int], int] = {}
        self._lock = threading.Lock()

    def take(self, mark: bytes, generation: int) -> bool:
        """Use one seal of a key, named by the sixteen bytes of its holder; False when this process holds none."""
        key = mark, generation
        with self._lock:
            left = self._left.get(key, 0)
            if left:
                self._left[key] = left - 1
        return left > 0

    def add(self, keys: Sequence[WrappedKey]) -> bool:
        """Store new keys together with their first block; False when another process was first with one of them."""
        if not self._keystore.add(keys, self._block):
            return False
        self._grant((key.holder, key.generation) for key in keys)
        return True

    def renew(self, holder: UUID, generation: int) -> bool:
        """Reserve a block for a key that has none here; False when it reached its limit, or is not there."""
        return not self.renew_many([(holder, generation)])

    def renew_many(self, keys: Sequence[tuple[UUID, int]]) -> list[tuple[UUID, int]]:
        """Reserve a block for each key that has none here; returns the keys for which that cannot be."""
        with self._lock:
            needed = [key for key in keys if not self._left.get((key[0].bytes, key[1]))]
        if not needed:
            return []
        granted = self._keystore.reserve(needed, self._block, self._limit)
        self._grant(key for key, is_granted in zip(needed, granted, strict=True) if is_granted)
        return [key for key, is_granted in zip(needed, granted, strict=True) if not is_granted]

    def _grant(self, keys: Iterable[tuple[UUID, int]]) -> None:
        with self._lock:
            for holder, generation in keys:
                key = holder.bytes, generation
                self._left[key] = self._left.get(key, 0) + self._block
            for key in list(islice(self._left, max(0, len(self._left) - _HOLDERS))):
                del self._left[key]

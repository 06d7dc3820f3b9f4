"""The vault: opens data keys with the root, and the short-lived ring that holds them during one piece of work."""

import os
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.crypto import cell
from app.crypto.budget import SEAL_LIMIT, SealBudget
from app.crypto.errors import KeyMissing, SealBroken
from app.crypto.key_tasks import TaskBook
from app.crypto.keystore import Keystore, WrappedKey
from app.crypto.roots import RootProvider, Wrapping
from app.crypto.tombstones import refuse_buried

KEY_BYTES: Final = 32
LAST_KEY_GENERATION: Final = 0xFFFF
"""A cell names the generation of its key in two bytes."""
_WRAPPED_KEPT: Final = 4096
_CIPHERS_KEPT: Final = 512
"""An opened cipher takes some 2.5 kB, a wrapped key a tenth of that."""


def key_associated_data(holder: UUID, generation: int) -> bytes:
    """What a wrapped data key is bound to, beside the generation of its root."""
    return associated_data(holder.bytes, generation)


def associated_data(mark: bytes, generation: int) -> bytes:
    """The same, for a keyholder of whom the sixteen bytes are at hand."""
    return b"rd1|dek" + mark + generation.to_bytes(2)


class Vault:
    """The roots and the keystore of one installation."""

    def __init__(self, roots: RootProvider, keystore: Keystore, seal_limit: int = SEAL_LIMIT) -> None:
        self.roots = roots
        self.keystore = keystore
        self.budget = SealBudget(keystore, seal_limit)
        self.tasks = TaskBook(keystore)

    def ring(self) -> "KeyRing":
        """An empty key ring for one request, command or batch."""
        return KeyRing(self)

    def make_keys(self, holders: Sequence[UUID]) -> list[WrappedKey]:
        """Store a first key for each holder that has none; safe against another process doing the same."""
        found = self.keystore.keys_of(holders)
        have = {key.holder for key in found}
        fresh = self.new_keys([(holder, 1) for holder in holders if holder not in have])
        if not fresh:
            return found
        refuse_buried(self.keystore, (key.holder for key in fresh))
        if self.budget.add(fresh):
            return found + fresh
        for key in fresh:
            self.budget.add([key])
        return self.keystore.keys_of(holders)

    def afford(self, holder: UUID) -> list[WrappedKey]:
        """Every key of a holder, the newest of which may seal: a new one when the newest so far has reached its limit.

        KeyMissing when the keys of this holder were destroyed: nothing is sealed with a key that is gone.
        """
        while True:
            keys = self.keystore.keys_of([holder])
            if not keys:
                refuse_buried(self.keystore, [holder])
                raise KeyMissing("the keys of this keyholder were destroyed")
            newest = max(key.generation for key in keys)
            if self.budget.renew(holder, newest):
                return keys
            self.budget.add(self.new_keys([(holder, newest + 1)]))

    def unwrap(self, key: WrappedKey) -> AESGCM:
        """The cipher of one wrapped key."""
        associated = key_associated_data(key.holder, key.generation)
        return _cipher(self.roots.unwrap(key.root_generation, key.wrapped, associated))

    def unwrap_many(self, keys: Sequence[WrappedKey]) -> list[AESGCM]:
        """The ciphers of several wrapped keys."""
        items = [
            Wrapping(key.root_generation, key.wrapped, key_associated_data(key.holder, key.generation)) for key in keys
        ]
        return [_cipher(opened) for opened in self.roots.unwrap_many(items)]

    def new_keys(self, wanted: Sequence[tuple[UUID, int]]) -> list[WrappedKey]:
        """Fresh keys for each (holder, generation), wrapped and not stored yet."""
        if any(generation > LAST_KEY_GENERATION for _, generation in wanted):
            raise SealBroken("a keyholder has used up all generations of its key")
        keys = [(os.urandom(KEY_BYTES), key_associated_data(*one)) for one in wanted]
        wrapped = self.roots.wrap_many(keys) if keys else []
        return [WrappedKey(*one, *parts) for one, parts in zip(wanted, wrapped, strict=True)]


class _Ready(NamedTuple):
    """What the cells of one row share while they are sealed."""

    row: UUID
    holder: UUID
    mark: bytes
    key: WrappedKey
    cipher: AESGCM
    bound: bytes

    def fits(self, row: UUID, holder: UUID, newest: dict[bytes, WrappedKey]) -> bool:
        """Whether this is the row at hand, and its key still the newest that is known."""
        return row is self.row and holder is self.holder and newest.get(self.mark) is self.key


class KeyRing:
    """Data keys of one piece of work, dropped with it.

    Wrapped keys are kept for some thousands of holders (or as many as were asked for at once), opened
    ciphers for some hundreds. Not for use by two threads.
    """

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._newest: dict[bytes, WrappedKey] = {}
        self._older: dict[tuple[bytes, int], WrappedKey] = {}
        self._room = _WRAPPED_KEPT
        self._ciphers: dict[tuple[bytes, int], AESGCM] = {}
        # Rows are opened one after the other and each has several cells: what they share is kept at hand.
        self._row: UUID | None = None
        self._holder: UUID | None = None
        self._header = b""
        self._bound = b""
        self._cipher: AESGCM
        self._ready: _Ready | None = None

    def load(self, holders: Iterable[UUID]) -> None:
        """Fetch the keys of many holders in one go; holders without a key are passed over."""
        missing = self._missing(holders)
        if missing:
            keys = self._vault.keystore.keys_of(missing)
            self._keep(keys, len(missing))
            self._open_ahead(keys)

    def prepare(self, holders: Iterable[UUID]) -> None:
        """Make sure that each of these holders has a key, stored before anything is sealed with it."""
        missing = self._missing(holders)
        if missing:
            keys = self._vault.make_keys(missing)
            self._keep(keys, len(missing))
            self._open_ahead(keys)

    def reserve(self, holders: Iterable[UUID]) -> None:
        """Before many cells of holders that are loaded are sealed: one write to the keystore for all of them."""
        known = ((holder, self._newest.get(holder.bytes)) for holder in set(holders))
        self._vault.budget.renew_many([(holder, key.generation) for holder, key in known if key])

    def newest(self, holder: UUID) -> int | None:
        """The newest generation of a holder's key that is loaded; None without one."""
        key = self._newest.get(holder.bytes)
        return key.generation if key else None

    def seal(self, where: bytes, row: UUID, holder: UUID, plaintext: bytes, block: int) -> bytes:
        """Seal under the holder's newest key, which is made when there is none."""
        ready = self._ready
        if ready is None or not ready.fits(row, holder, self._newest):
            ready = self._ready = self._readied(row, holder)
        while not self._vault.budget.take(ready.mark, ready.key.generation):
            self._afford(holder, ready.key.generation)
            ready = self._ready = self._readied(row, holder)
        return cell.seal(ready.cipher, where, ready.bound, plaintext, block)

    def _readied(self, row: UUID, holder: UUID) -> "_Ready":
        mark = holder.bytes
        if mark not in self._newest:
            self.prepare([holder])
        key = self._newest[mark]
        cipher = self._open(holder, key.generation)
        return _Ready(row, holder, mark, key, cipher, cell.bound(row, holder, cell.header(key.generation)))

    def unseal(self, where: bytes, row: UUID, holder: UUID, sealed: bytes) -> bytes:
        """Open a cell with the key generation that it names; KeyMissing when that key is no longer there."""
        if row is not self._row or holder is not self._holder or not sealed.startswith(self._header):
            self._cipher = self._open(holder, cell.generation_of(sealed))
            self._row, self._holder, self._header = row, holder, sealed[: cell.HEADER]
            self._bound = cell.bound(row, holder, self._header)
        return cell.unseal(self._cipher, where, self._bound, sealed)

    def _open_ahead(self, keys: Sequence[WrappedKey]) -> None:
        """Where opening is a question to another machine: ask it once for what was loaded together."""
        if not self._vault.roots.remote or not 1 < len(keys) <= _CIPHERS_KEPT:
            return
        try:
            ciphers = self._vault.unwrap_many(keys)
        except SealBroken:
            return  # whoever needs the one that does not open will hear of it
        self._ciphers = {(key.holder.bytes, key.generation): one for key, one in zip(keys, ciphers, strict=True)}

    def _afford(self, holder: UUID, generation: int) -> None:
        """See to it that the newest key may seal: this one with another block, else the one that took its place."""
        if not self._vault.budget.renew(holder, generation):
            self._keep(self._vault.afford(holder), 1)

    def _missing(self, holders: Iterable[UUID]) -> list[UUID]:
        have = self._newest
        return [holder for holder in dict.fromkeys(holders) if holder.bytes not in have]

    def _open(self, holder: UUID, generation: int) -> AESGCM:
        mark = holder.bytes
        cipher = self._ciphers.get((mark, generation))
        if cipher is None:
            cipher = self._unwrapped(holder, mark, generation)
            if len(self._ciphers) >= _CIPHERS_KEPT:
                self._ciphers.clear()
            self._ciphers[mark, generation] = cipher
        return cipher

    def _unwrapped(self, holder: UUID, mark: bytes, generation: int) -> AESGCM:
        key = self._stored(holder, mark, generation)
        try:
            return self._vault.unwrap(key)
        except SealBroken:
            # Another process may have wrapped it anew since, and the root of this wrapping may be gone.
            self._newest.pop(mark, None)
            self._older.pop((mark, generation), None)
            again = self._stored(holder, mark, generation)
            if again.root_generation == key.root_generation:
                raise
            return self._vault.unwrap(again)

    def _stored(self, holder: UUID, mark: bytes, generation: int) -> WrappedKey:
        key = self._held(mark, generation)
        if key is None:
            # Never asked for yet, or another process made a newer generation since.
            self._newest.pop(mark, None)
            self.load([holder])
            key = self._held(mark, generation)
        if key is None:
            refuse_buried(self._vault.keystore, [holder])
            raise KeyMissing(f"no key of generation {generation} for this keyholder")
        return key

    def _held(self, mark: bytes, generation: int) -> WrappedKey | None:
        key = self._newest.get(mark)
        if key is not None and key.generation == generation:
            return key
        return self._older.get((mark, generation))

    def _keep(self, keys: Iterable[WrappedKey], at_once: int) -> None:
        self._room = max(self._room, at_once)
        newest = self._newest
        for key in keys:
            mark = key.holder.bytes
            other = newest.setdefault(mark, key)
            if other is not key:
                newest[mark], older = (key, other) if key.generation > other.generation else (other, key)
                self._older[mark, older.generation] = older
        _forget(newest, self._room)
        _forget(self._older, self._room)


def _cipher(key: bytes) -> AESGCM:
    if len(key) != KEY_BYTES:
        raise SealBroken("length of a data key")
    return AESGCM(key)


def _forget(kept: dict[Any, WrappedKey], room: int) -> None:
    """Drop the oldest of what is kept, down to `room`; whatever is needed again is fetched again."""
    excess = len(kept) - room
    if excess > 0:
        for mark in list(islice(kept, excess)):
            del kept[mark]

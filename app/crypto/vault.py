"""The vault: opens data keys with the root, and the short-lived ring that holds them during one piece of work."""

import os
from collections import OrderedDict
from collections.abc import Iterable
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.crypto import cell
from app.crypto.errors import KeyMissing
from app.crypto.keystore import Keystore, WrappedKey
from app.crypto.roots import RootProvider

_RING_SIZE = 4096


def key_associated_data(holder: UUID, generation: int) -> bytes:
    """What a wrapped data key is bound to, beside the generation of its root."""
    return b"rd1|dek" + holder.bytes + generation.to_bytes(2)


class Vault:
    """The roots and the keystore of one installation."""

    def __init__(self, roots: RootProvider, keystore: Keystore) -> None:
        self.roots = roots
        self.keystore = keystore

    def ring(self) -> "KeyRing":
        """An empty key ring for one request, command or batch."""
        return KeyRing(self)

    def make_keys(self, holders: Iterable[UUID]) -> list[WrappedKey]:
        """Store a first key for each holder that has none; safe against another process doing the same."""
        wanted = list(holders)
        have = {key.holder for key in self.keystore.keys_of(wanted)}
        fresh = [self._new_key(holder, 1) for holder in wanted if holder not in have]
        if fresh and not self.keystore.add(fresh):
            for key in fresh:
                self.keystore.add([key])
        return self.keystore.keys_of(wanted)

    def unwrap(self, key: WrappedKey) -> AESGCM:
        """The cipher of one wrapped key."""
        associated = key_associated_data(key.holder, key.generation)
        return AESGCM(self.roots.unwrap(key.root_generation, key.wrapped, associated))

    def _new_key(self, holder: UUID, generation: int) -> WrappedKey:
        root_generation, wrapped = self.roots.wrap(os.urandom(32), key_associated_data(holder, generation))
        return WrappedKey(holder, generation, root_generation, wrapped)


class KeyRing:
    """Data keys opened during one piece of work; dropped with it. Holds at most some thousands."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._ciphers: OrderedDict[tuple[UUID, int], AESGCM] = OrderedDict()
        self._newest: dict[UUID, int] = {}

    def load(self, holders: Iterable[UUID]) -> None:
        """Fetch the keys of many holders in one go; holders without a key are passed over."""
        missing = [holder for holder in dict.fromkeys(holders) if holder not in self._newest]
        self._keep(self._vault.keystore.keys_of(missing))

    def prepare(self, holders: Iterable[UUID]) -> None:
        """Make sure that each of these holders has a key, stored before anything is sealed with it."""
        missing = [holder for holder in dict.fromkeys(holders) if holder not in self._newest]
        if missing:
            self._keep(self._vault.make_keys(missing))

    def seal(self, where: bytes, row: UUID, holder: UUID, plaintext: bytes, block: int) -> bytes:
        """Seal under the holder's newest key, which is made when there is none."""
        if holder not in self._newest:
            self.prepare([holder])
        generation = self._newest[holder]
        return cell.seal(self._cipher(holder, generation), generation, where, row, holder, plaintext, block)

    def unseal(self, where: bytes, row: UUID, holder: UUID, sealed: bytes) -> bytes:
        """Open a cell with the key generation that it names; KeyMissing when that key is no longer there."""
        return cell.unseal(self._cipher(holder, cell.generation_of(sealed)), where, row, holder, sealed)

    def _cipher(self, holder: UUID, generation: int) -> AESGCM:
        known = self._ciphers.get((holder, generation))
        if known is None:
            self._newest.pop(holder, None)
            self.load([holder])
            known = self._ciphers.get((holder, generation))
        if known is None:
            raise KeyMissing(f"no key of generation {generation} for this keyholder")
        return known

    def _keep(self, keys: Iterable[WrappedKey]) -> None:
        for key in keys:
            self._ciphers[key.holder, key.generation] = self._vault.unwrap(key)
            self._newest[key.holder] = max(key.generation, self._newest.get(key.holder, 0))
        while len(self._ciphers) > _RING_SIZE:
            (holder, _), _ = self._ciphers.popitem(last=False)
            self._newest.pop(holder, None)

"""Root keys: the protocol of a provider, and the roots that a local provider holds in memory."""

import os
import secrets
from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NamedTuple, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.errors import Refused
from app.crypto.errors import SealBroken

ROOT_BYTES: Final = 32
LAST_GENERATION: Final = 0x7FFF
"""A generation is kept in two bytes, and in a SMALLINT beside the tokens and the audit records."""
_NONCE: Final = 12


class Root(StrEnum):
    """The four independent roots."""

    KEY_ENCRYPTION = "key-encryption"
    SEARCH = "search"
    AUDIT = "audit"
    STATISTICS = "statistics"


class Wrapping(NamedTuple):
    """A wrapped data key as a provider needs it."""

    generation: int
    wrapped: bytes
    associated: bytes


class RootProvider(Protocol):
    """Wraps data keys and derives purpose keys without showing a root to the rest of the program.

    Every provider passes the same tests (tests/integration/crypto/test_root_contract.py). Several processes
    use the same roots: what one of them creates or forgets, the others notice before they use it.
    """

    remote: bool
    """Whether opening a key is a question to another machine, so that many are better asked at once."""

    def generation(self, root: Root) -> int:
        """The newest generation of a root."""
        ...

    def generations(self, root: Root) -> tuple[int, ...]:
        """Every generation of a root that is still held, oldest first."""
        ...

    def wrap(self, key: bytes, associated: bytes) -> tuple[int, bytes]:
        """Wrap a data key under the newest key-encryption root; returns (generation, wrapped)."""
        ...

    def wrap_many(self, keys: Sequence[tuple[bytes, bytes]]) -> list[tuple[int, bytes]]:
        """Several (data key, associated data) at once, as `wrap`."""
        ...

    def unwrap(self, generation: int, wrapped: bytes, associated: bytes) -> bytes:
        """The data key again; raises SealBroken with another root or other associated data."""
        ...

    def unwrap_many(self, items: Sequence[Wrapping]) -> list[bytes]:
        """Several data keys at once: one question to a provider that is elsewhere."""
        ...

    def derive(self, root: Root, purpose: str, generation: int | None = None) -> bytes:
        """A 32-byte key for one purpose, from the given (default: newest) generation of a root."""
        ...

    def create(self, root: Root, generation: int) -> None:
        """Make a generation of a root if it is not there yet; others see it from then on."""
        ...

    def forget(self, root: Root, generation: int) -> None:
        """Destroy a generation for ever, if it is there; the newest is refused."""
        ...

    def describe(self) -> str:
        """Where the roots are, in Dutch, for the operator; raises RootsUnavailable when they cannot be reached."""
        ...


def hkdf(secret: bytes, info: str) -> bytes:
    """HKDF-SHA256 of a root to 32 bytes; `info` reads `rd1/<root>/<purpose>/<generation>`."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info.encode()).derive(secret)


class RootSet:
    """Roots held in memory, by (root, generation): what every local provider rests on."""

    remote = False

    def __init__(self, secrets_by_root: dict[tuple[Root, int], bytes]) -> None:
        self._secrets = secrets_by_root
        self._wrappers: dict[int, AESGCM] = {}

    def generation(self, root: Root) -> int:
        return max(self.generations(root))

    def generations(self, root: Root) -> tuple[int, ...]:
        return tuple(sorted(generation for kind, generation in self._secrets if kind is root))

    def wrap(self, key: bytes, associated: bytes) -> tuple[int, bytes]:
        return self.wrap_many([(key, associated)])[0]

    def unwrap(self, generation: int, wrapped: bytes, associated: bytes) -> bytes:
        wrapper, bound = self._wrapper(generation), associated + generation.to_bytes(2)
        try:
            return wrapper.decrypt(wrapped[:_NONCE], wrapped[_NONCE:], bound)
        except (InvalidTag, ValueError):
            raise SealBroken(f"key-encryption root, generation {generation}") from None

    def wrap_many(self, keys: Sequence[tuple[bytes, bytes]]) -> list[tuple[int, bytes]]:
        generation = self.generation(Root.KEY_ENCRYPTION)
        wrapper, mark = self._wrapper(generation), generation.to_bytes(2)
        return [
            (generation, (nonce := os.urandom(_NONCE)) + wrapper.encrypt(nonce, key, associated + mark))
            for key, associated in keys
        ]

    def unwrap_many(self, items: Sequence[Wrapping]) -> list[bytes]:
        unwrap = self.unwrap
        return [unwrap(item[0], item[1], item[2]) for item in items]

    def create(self, root: Root, generation: int) -> None:
        self._secrets.setdefault((root, generation), secrets.token_bytes(ROOT_BYTES))

    def forget(self, root: Root, generation: int) -> None:
        refuse_newest(self, root, generation)
        self._secrets.pop((root, generation), None)
        self._wrappers.pop(generation, None)

    def describe(self) -> str:
        return "in het geheugen van dit programma"

    def derive(self, root: Root, purpose: str, generation: int | None = None) -> bytes:
        if generation is None:
            generation = self.generation(root)
        secret = self._secret(root, generation)
        if secret is None:
            raise SealBroken(f"no {root.value} root of generation {generation}")
        return hkdf(secret, f"rd1/{root.value}/{purpose}/{generation}")

    def _secret(self, root: Root, generation: int) -> bytes | None:
        return self._secrets.get((root, generation))

    def _wrapper(self, generation: int) -> AESGCM:
        found = self._wrappers.get(generation)
        if found is None:
            found = self._wrappers[generation] = AESGCM(self.derive(Root.KEY_ENCRYPTION, "wrap", generation))
        return found


def refuse_newest(roots: RootProvider, root: Root, generation: int) -> None:
    """What every provider checks before it destroys a generation."""
    if generation >= roots.generation(root):
        raise Refused(f"Generatie {generation} van wortelsleutel {root.value} is de nieuwste; die blijft.")


def random_roots() -> RootSet:
    """A fresh set that lives only in memory; for tests and drills."""
    return RootSet({(root, 1): secrets.token_bytes(ROOT_BYTES) for root in Root})

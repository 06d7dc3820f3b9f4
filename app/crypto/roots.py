"""Root keys: the protocol of a provider, and the provider that keeps them in files."""

import os
import secrets
import stat
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.errors import StartRefused
from app.crypto.errors import SealBroken

ROOT_BYTES = 32


class Root(StrEnum):
    """The four independent roots."""

    KEY_ENCRYPTION = "key-encryption"
    SEARCH = "search"
    AUDIT = "audit"
    STATISTICS = "statistics"


class RootProvider(Protocol):
    """Wraps data keys and derives purpose keys without showing a root to the rest of the program."""

    def generation(self, root: Root) -> int:
        """The newest generation of a root."""
        ...

    def wrap(self, key: bytes, associated: bytes) -> tuple[int, bytes]:
        """Wrap a data key under the newest key-encryption root; returns (generation, wrapped)."""
        ...

    def unwrap(self, generation: int, wrapped: bytes, associated: bytes) -> bytes:
        """The data key again; raises SealBroken with another root or other associated data."""
        ...

    def derive(self, root: Root, purpose: str, generation: int | None = None) -> bytes:
        """A 32-byte key for one purpose, from the given (default: newest) generation of a root."""
        ...


def hkdf(secret: bytes, info: str) -> bytes:
    """HKDF-SHA256 of a root to 32 bytes; `info` reads `rd1/<root>/<purpose>/<generation>`."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info.encode()).derive(secret)


class RootSet:
    """Roots held in memory, by (root, generation): what every local provider rests on."""

    def __init__(self, secrets_by_root: dict[tuple[Root, int], bytes]) -> None:
        self._secrets = secrets_by_root
        self._wrappers: dict[int, AESGCM] = {}

    def generation(self, root: Root) -> int:
        return max(generation for kind, generation in self._secrets if kind is root)

    def wrap(self, key: bytes, associated: bytes) -> tuple[int, bytes]:
        generation = self.generation(Root.KEY_ENCRYPTION)
        nonce = os.urandom(12)
        bound = associated + generation.to_bytes(2)
        return generation, nonce + self._wrapper(generation).encrypt(nonce, key, bound)

    def unwrap(self, generation: int, wrapped: bytes, associated: bytes) -> bytes:
        bound = associated + generation.to_bytes(2)
        try:
            return self._wrapper(generation).decrypt(wrapped[:12], wrapped[12:], bound)
        except InvalidTag:
            raise SealBroken(f"key-encryption root, generation {generation}") from None

    def derive(self, root: Root, purpose: str, generation: int | None = None) -> bytes:
        generation = generation or self.generation(root)
        secret = self._secrets.get((root, generation))
        if secret is None:
            raise SealBroken(f"no {root.value} root of generation {generation}")
        return hkdf(secret, f"rd1/{root.value}/{purpose}/{generation}")

    def _wrapper(self, generation: int) -> AESGCM:
        if generation not in self._wrappers:
            self._wrappers[generation] = AESGCM(self.derive(Root.KEY_ENCRYPTION, "wrap", generation))
        return self._wrappers[generation]


def random_roots() -> RootSet:
    """A fresh set that lives only in memory; for tests and drills."""
    return RootSet({(root, 1): secrets.token_bytes(ROOT_BYTES) for root in Root})


def create_root_files(folder: Path) -> list[Root]:
    """Make the first generation of every root that has no file yet; returns the roots made."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = []
    for root in Root:
        if any(folder.glob(f"{root.value}.*.key")):
            continue
        path = folder / f"{root.value}.1.key"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(ROOT_BYTES) + "\n")
        made.append(root)
    return made


def load_root_files(folder: Path) -> RootSet:
    """Read every root from `<root>.<generation>.key` (64 hex digits, readable by the owner alone)."""
    problems: list[str] = []
    found: dict[tuple[Root, int], bytes] = {}
    for root in Root:
        paths = sorted(folder.glob(f"{root.value}.*.key"))
        if not paths:
            problems.append(f"wortelsleutel {root.value} ontbreekt in de sleutelmap")
        for path in paths:
            problem = _file_problem(path)
            if problem:
                problems.append(f"wortelsleutel {path.name}: {problem}")
            else:
                found[root, int(path.name.split(".")[1])] = bytes.fromhex(path.read_text().strip())
    if problems:
        raise StartRefused("; ".join(problems))
    return RootSet(found)


def _file_problem(path: Path) -> str | None:
    status = path.stat()
    if status.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return "leesbaar voor anderen dan de eigenaar (maak er 0400 van)"
    if status.st_uid != os.geteuid():
        return "niet van de gebruiker die het programma draait"
    try:
        size = len(bytes.fromhex(path.read_text().strip()))
    except ValueError:
        return "geen hexadecimale sleutel"
    return None if size == ROOT_BYTES else f"{size} bytes in plaats van {ROOT_BYTES}"

"""Root keys in Vault: its transit engine wraps data keys and derives purpose keys; no root ever leaves it."""

import time
from base64 import b64decode, b64encode
from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final

from app.core.errors import Refused
from app.crypto.errors import RootsUnavailable, SealBroken
from app.crypto.roots import ROOT_BYTES, Root, Wrapping, refuse_newest
from app.crypto.vault_client import VaultClient

_FRESH_SECONDS: Final = 5.0
_BATCH: Final = 500


class VaultRoots:
    """One transit key for each root; a generation is a version of that key.

    Purpose keys are asked once for each process and kept; data keys are asked every time.
    """

    remote = True

    def __init__(self, client: VaultClient, key: str) -> None:
        self._client = client
        self._key = key
        self._derived: dict[tuple[Root, str, int], bytes] = {}
        self._versions: dict[Root, tuple[float, range]] = {}

    def generation(self, root: Root) -> int:
        return self.generations(root)[-1]

    def generations(self, root: Root) -> tuple[int, ...]:
        asked, versions = self._versions.get(root, (0.0, range(0)))
        if not versions or time.monotonic() - asked > _FRESH_SECONDS:
            versions = self._ask_versions(root)
            if not versions:
                raise RootsUnavailable(f"Vault heeft geen sleutel {self._name(root)}; maak ze met `init`")
        return tuple(versions)

    def has(self, root: Root) -> bool:
        """Whether Vault holds a key for this root at all."""
        return bool(self._ask_versions(root))

    def wrap(self, key: bytes, associated: bytes) -> tuple[int, bytes]:
        return self.wrap_many([(key, associated)])[0]

    def wrap_many(self, keys: Sequence[tuple[bytes, bytes]]) -> list[tuple[int, bytes]]:
        wrapped: list[tuple[int, bytes]] = []
        for start in range(0, len(keys), _BATCH):
            wrapped += self._wrap(keys[start : start + _BATCH])
        return wrapped

    def unwrap(self, generation: int, wrapped: bytes, associated: bytes) -> bytes:
        return self.unwrap_many([Wrapping(generation, wrapped, associated)])[0]

    def unwrap_many(self, items: Sequence[Wrapping]) -> list[bytes]:
        opened: list[bytes] = []
        for start in range(0, len(items), _BATCH):
            opened += self._unwrap(items[start : start + _BATCH])
        return opened

    def derive(self, root: Root, purpose: str, generation: int | None = None) -> bytes:
        if generation is None:
            generation = self.generation(root)
        known = self._derived.get((root, purpose, generation))
        if known is None:
            known = self._derived[root, purpose, generation] = self._derive(root, purpose, generation)
        return known

    def create(self, root: Root, generation: int) -> None:
        versions = self._ask_versions(root)
        newest = versions[-1] if versions else 0
        if newest == generation - 1:
            path = f"keys/{self._name(root)}"
            if newest:
                self._client.ask("POST", f"{path}/rotate", {}, once=True)
            else:
                self._client.ask("POST", path, {"type": "aes256-gcm96"}, once=True)
            versions = self._ask_versions(root)
        if generation not in versions:
            raise Refused(f"Vault heeft van {self._name(root)} geen versie {generation} en kan ze ook niet maken.")

    def forget(self, root: Root, generation: int) -> None:
        """Destroy a generation, and those before it: Vault keeps an unbroken row of versions."""
        self._versions.pop(root, None)
        refuse_newest(self, root, generation)
        kept, path = generation + 1, f"keys/{self._name(root)}"
        limits = {"min_decryption_version": kept, "min_encryption_version": kept}
        for step, body in (("config", limits), ("trim", {"min_available_version": kept})):
            if self._client.ask("POST", f"{path}/{step}", body).status >= 400:
                raise Refused(f"Vault weigert versie {generation} van {self._name(root)} te vernietigen ({step}).")
        self._derived = {
            known: key for known, key in self._derived.items() if known[0] is not root or known[2] > generation
        }
        self._ask_versions(root)

    def describe(self) -> str:
        self._ask_versions(Root.KEY_ENCRYPTION)
        return f"Vault op {self._client.host}"

    def _wrap(self, keys: Sequence[tuple[bytes, bytes]]) -> list[tuple[int, bytes]]:
        asked = [{"plaintext": _text(key), "associated_data": _text(associated)} for key, associated in keys]
        results = self._ask_batch("encrypt", asked)
        if results is None or not all(result.get("ciphertext") for result in results):
            raise RootsUnavailable(f"Vault wil niet inpakken met {self._name(Root.KEY_ENCRYPTION)}")
        return [_taken_apart(result["ciphertext"]) for result in results]

    def _ask_batch(self, verb: str, asked: list[dict[str, Any]]) -> list[dict[str, Any]] | None:
        """One answer for each question, or None."""
        answer = self._client.ask("POST", f"{verb}/{self._name(Root.KEY_ENCRYPTION)}", {"batch_input": asked})
        results: list[dict[str, Any]] = answer.data.get("batch_results") or []
        return results if len(results) == len(asked) else None

    def _unwrap(self, items: Sequence[Wrapping]) -> list[bytes]:
        asked = [
            {
                "ciphertext": f"vault:v{item.generation}:{_text(item.wrapped)}",
                "associated_data": _text(item.associated),
            }
            for item in items
        ]
        results = self._ask_batch("decrypt", asked)
        if results is None:
            raise _broken(items)
        for item, result in zip(items, results, strict=True):
            if result.get("error") or not result.get("plaintext"):
                raise _broken([item])
        return [b64decode(result["plaintext"]) for result in results]

    def _derive(self, root: Root, purpose: str, generation: int) -> bytes:
        body = {"input": _text(f"rd1/{root.value}/{purpose}/{generation}".encode()), "key_version": generation}
        answer = self._client.ask("POST", f"hmac/{self._name(root)}/sha2-256", body)
        if answer.status != 200:
            raise SealBroken(f"no {root.value} root of generation {generation}")
        version, key = _taken_apart(answer.data.get("hmac", ""))
        if version != generation or len(key) != ROOT_BYTES:
            raise SealBroken(f"answer of Vault about {root.value}, generation {generation}")
        return key

    def _ask_versions(self, root: Root) -> range:
        answer = self._client.ask("GET", f"keys/{self._name(root)}")
        versions = range(0)
        if answer.status == 200:
            oldest = max(1, answer.data.get("min_decryption_version", 1))
            versions = range(oldest, answer.data.get("latest_version", 0) + 1)
        self._versions[root] = time.monotonic(), versions
        return versions

    def _name(self, root: Root) -> str:
        return f"{self._key}-{root.value}"


def create_vault_roots(roots: VaultRoots) -> list[Root]:
    """Make the first generation of every root that Vault has no key for; returns the roots made."""
    made = [root for root in Root if not roots.has(root)]
    for root in made:
        roots.create(root, 1)
    return made


def _taken_apart(text: str) -> tuple[int, bytes]:
    """Version and bytes of an answer such as `vault:v2:<base64>`."""
    mark, _, rest = text.partition(":v")
    version, _, encoded = rest.partition(":")
    if mark != "vault" or not version.isdigit():
        raise SealBroken("answer of Vault")
    return int(version), b64decode(encoded)


def _broken(items: Sequence[Wrapping]) -> SealBroken:
    generations = [str(generation) for generation, _ in groupby(sorted(item.generation for item in items))]
    return SealBroken(f"key-encryption root, generation {', '.join(generations)}")


def _text(value: bytes) -> str:
    return b64encode(value).decode()

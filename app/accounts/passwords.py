"""Passwords: which are accepted, and how their argon2id hashes are made and checked."""

import base64
import secrets
import unicodedata
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.core.errors import Refused
from config import POLICY_FOLDER

SHORTEST: Final = 12
LONGEST: Final = 128
_LEAST_LEFT: Final = 5
_PREDICTABLE: Final = (
    "Dit wachtwoord is te makkelijk te raden. Kies enkele woorden die niets met je werk of naam te maken hebben."
)


def check_new_password(password: str, context: tuple[str, ...] = (), field: str = "password") -> None:
    """Refuse a password that is too short, too long or easy to guess; any mix of characters is fine."""
    length = len(_normal(password))
    if length < SHORTEST:
        raise Refused(f"Kies een wachtwoord van minstens {SHORTEST} tekens. Een zin van enkele woorden is goed.", field)
    if length > LONGEST:
        raise Refused(f"Kies een wachtwoord van hoogstens {LONGEST} tekens.", field)
    if _is_predictable(password, context):
        raise Refused(_PREDICTABLE, field)


def _is_predictable(password: str, context: tuple[str, ...]) -> bool:
    rest = _normal(password).casefold()
    own = {part for text in context for part in _words(text) if len(part) >= 3}
    for word in sorted(own | _known_words(), key=len, reverse=True):
        rest = rest.replace(word, "")
    return len(set(rest)) < _LEAST_LEFT


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text.casefold()).split()


@cache
def _known_words() -> frozenset[str]:
    lines = (POLICY_FOLDER / "passwords.txt").read_text().splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _normal(password: str) -> str:
    """The same characters, however the keyboard composed them."""
    return unicodedata.normalize("NFKC", password)


class Hasher:
    """Makes and checks argon2id hashes under one set of parameters."""

    def __init__(self, hasher: PasswordHasher) -> None:
        self._argon2 = hasher
        self._nobody = _hash_of_nothing(hasher)

    def hash(self, password: str) -> str:
        """The hash to keep of a password."""
        return self._argon2.hash(_normal(password))

    def verify(self, kept: str | None, password: str) -> bool:
        """Whether this is the password; without a hash it takes as long and is never so."""
        try:
            return self._argon2.verify(kept or self._nobody, _normal(password)) and kept is not None
        except (VerificationError, InvalidHashError):
            return False

    def is_outdated(self, kept: str) -> bool:
        """Whether the hash was made under other parameters."""
        return self._argon2.check_needs_rehash(kept)


def production_hasher() -> Hasher:
    """The parameters that argon2-cffi recommends (RFC 9106, low-memory profile)."""
    return Hasher(PasswordHasher())


def quick_hasher() -> Hasher:
    """Parameters that cost next to nothing, for tests."""
    return Hasher(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


def _hash_of_nothing(hasher: PasswordHasher) -> str:
    """A hash that no password has, under the same parameters."""

    def text(size: int) -> str:
        return base64.b64encode(secrets.token_bytes(size)).decode().rstrip("=")

    cost = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${cost}${text(hasher.salt_len)}${text(hasher.hash_len)}"

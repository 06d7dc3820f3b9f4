"""Search tokens: keyed digests by which sealed values are found without being readable."""

import hmac
from enum import IntEnum
from hashlib import sha256
from typing import Final

from app.crypto.roots import Root, RootProvider

TOKEN_BYTES: Final = 8
UNIQUE_TOKEN_BYTES: Final = 16


class TokenKind(IntEnum):
    """What a token stands for; each kind has a key of its own. Numbers are stored and never re-used."""

    NATIONAL_NUMBER = 1
    NAME_PAIR = 2
    FAMILY_NAME_AND_BIRTH_DATE = 3
    SOUND_AND_BIRTH_YEAR = 4
    PHONE = 5
    EMAIL = 6


class Tokenizer:
    """Makes tokens under one generation of the search root; keys are derived once."""

    def __init__(self, roots: RootProvider, generation: int | None = None) -> None:
        self.generation = generation or roots.generation(Root.SEARCH)
        self._keys = {kind: roots.derive(Root.SEARCH, kind.name.lower(), self.generation) for kind in TokenKind}

    def token(self, kind: TokenKind, *parts: str) -> bytes:
        """HMAC-SHA256 of the parts, cut to 8 bytes (16 for the national number, which must be unique)."""
        message = b"".join(len(text).to_bytes(2) + text for text in map(str.encode, parts))
        size = UNIQUE_TOKEN_BYTES if kind is TokenKind.NATIONAL_NUMBER else TOKEN_BYTES
        return hmac.digest(self._keys[kind], message, sha256)[:size]

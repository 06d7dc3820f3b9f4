"""Files sealed in chunks, so that any size is written and read with flat memory; docs/keys.md has the layout."""

import os
from collections.abc import Iterable, Iterator
from typing import IO, Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.crypto.errors import SealBroken

CHUNK: Final = 64 * 1024
TAG: Final = 16
KEY_BYTES: Final = 32
_MAGIC: Final = b"rd1|file"
_PREFIX: Final = 7
_LAST, _MORE = b"\x01", b"\x00"


def new_file_key() -> bytes:
    """A random key for one file."""
    return os.urandom(KEY_BYTES)


def seal_stream(key: bytes, file_uid: UUID, holder: UUID, source: IO[bytes]) -> Iterator[bytes]:
    """The sealed file in pieces: a header, then each chunk under a nonce that says its place and if it is last."""
    cipher, prefix, bound = AESGCM(key), os.urandom(_PREFIX), _bound(file_uid, holder)
    yield _MAGIC + prefix
    counter, chunk = 0, _filled(source)
    while True:
        following = _filled(source) if len(chunk) == CHUNK else b""
        last = not following
        yield cipher.encrypt(_nonce(prefix, counter, last=last), chunk, bound)
        if last:
            return
        counter, chunk = counter + 1, following


def open_stream(key: bytes, file_uid: UUID, holder: UUID, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The file again, chunk by chunk; SealBroken on whatever was changed, moved, left out or cut off."""
    reader, cipher, bound = _Reader(pieces), AESGCM(key), _bound(file_uid, holder)
    header = reader.take(len(_MAGIC) + _PREFIX)
    if not header.startswith(_MAGIC) or len(header) != len(_MAGIC) + _PREFIX:
        raise SealBroken("not a sealed file")
    counter, sealed = 0, reader.take(CHUNK + TAG)
    while True:
        following = reader.take(CHUNK + TAG)
        nonce = _nonce(header[len(_MAGIC) :], counter, last=not following)
        try:
            yield cipher.decrypt(nonce, sealed, bound)
        except (InvalidTag, ValueError):
            raise SealBroken(f"chunk {counter} of a file") from None
        if not following:
            return
        counter, sealed = counter + 1, following


def _bound(file_uid: UUID, holder: UUID) -> bytes:
    return _MAGIC + file_uid.bytes + holder.bytes


def _nonce(prefix: bytes, counter: int, *, last: bool) -> bytes:
    return prefix + counter.to_bytes(4) + (_LAST if last else _MORE)


def _filled(source: IO[bytes]) -> bytes:
    """A whole chunk, or what is left."""
    parts, room = [], CHUNK
    while room and (part := source.read(room)):
        parts.append(part)
        room -= len(part)
    return b"".join(parts)


class _Reader:
    """Takes exact numbers of bytes from pieces of any size."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._left = bytearray()

    def take(self, size: int) -> bytes:
        while len(self._left) < size:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._left += piece
        taken = bytes(self._left[:size])
        del self._left[:size]
        return taken

"""Where an upload waits until it is looked at: a temporary file under a key that only this object has."""

import io
import os
from pathlib import Path
from tempfile import mkstemp
from typing import TYPE_CHECKING, Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

_CHUNK: Final = 64 * 1024
_TAG: Final = 16


class SealedSpool(io.RawIOBase):
    """Written once from front to back, then read at any place; the file itself holds nothing readable.

    The key lives as long as the object and no longer. A chunk is written once under it, so its number is its nonce.
    """

    def __init__(self) -> None:
        super().__init__()
        self._cipher = AESGCM(os.urandom(32))
        self._handle, name = mkstemp(prefix="sealed-")
        Path(name).unlink()
        self._open = bytearray()
        self._chunks = 0
        self._size = 0
        self._at = 0
        self._shown = (-1, b"")

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def write(self, data: "ReadableBuffer", /) -> int:
        """Add to the end."""
        given = bytes(data)
        self._open += given
        self._size += len(given)
        self._at = self._size
        while len(self._open) >= _CHUNK:
            sealed = self._cipher.encrypt(self._nonce(self._chunks), bytes(self._open[:_CHUNK]), None)
            os.pwrite(self._handle, sealed, self._chunks * (_CHUNK + _TAG))
            del self._open[:_CHUNK]
            self._chunks += 1
        return len(given)

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        view, done = memoryview(buffer).cast("B"), 0
        while done < len(view) and self._at < self._size:
            number, start = divmod(self._at, _CHUNK)
            part = self._chunk(number)[start : start + len(view) - done]
            view[done : done + len(part)] = part
            done += len(part)
            self._at += len(part)
        return done

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def close(self) -> None:
        if not self.closed:
            os.close(self._handle)
        super().close()

    def _chunk(self, number: int) -> bytes:
        if number == self._chunks:
            return bytes(self._open)
        if self._shown[0] != number:
            sealed = os.pread(self._handle, _CHUNK + _TAG, number * (_CHUNK + _TAG))
            self._shown = (number, self._cipher.decrypt(self._nonce(number), sealed, None))
        return self._shown[1]

    @staticmethod
    def _nonce(number: int) -> bytes:
        return number.to_bytes(12)

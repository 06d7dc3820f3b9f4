"""The sealed cell: version, algorithm, key generation, nonce, ciphertext and tag, as docs/keys.md specifies."""

import os
import struct
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.crypto.errors import SealBroken

VERSION: Final = 1
AES_256_GCM: Final = 1
_HEADER = struct.Struct(">BBH")
HEADER: Final = _HEADER.size
_NONCE = 12
_TAG = 16
_BODY = HEADER + _NONCE
OVERHEAD: Final = _BODY + _TAG
_HOLDERS = 2 * 16


def place(table: str, column: str) -> bytes:
    """The part of the associated data that is the same for a whole column."""
    parts = b"rd1"
    for name in (table.encode(), column.encode()):
        parts += struct.pack(">H", len(name)) + name
    return parts


def pad(plaintext: bytes, block: int) -> bytes:
    """Pad with 0x80 and zeros (ISO/IEC 7816-4) to a multiple of `block` bytes; lengths stay vague."""
    return plaintext + b"\x80" + bytes(-(len(plaintext) + 1) % block)


def unpad(padded: bytes) -> bytes:
    """Take the padding off; a block without its mark is a broken seal."""
    text = padded.rstrip(b"\x00")
    if not text.endswith(b"\x80"):
        raise SealBroken("padding")
    return text[:-1]


def bound(row: UUID, holder: UUID, header: bytes) -> bytes:
    """The part of the associated data that is the same for all cells of a row."""
    return row.bytes + holder.bytes + header


def generation_of(cell: bytes) -> int:
    """The generation of the data key that sealed this cell."""
    if len(cell) < OVERHEAD:
        raise SealBroken("too short")
    version, algorithm, generation = _HEADER.unpack_from(cell)
    if version != VERSION or algorithm != AES_256_GCM:
        raise SealBroken(f"unknown cell version {version} or algorithm {algorithm}")
    return int(generation)


def header(generation: int) -> bytes:
    """The beginning of every cell under this generation of a data key."""
    return _HEADER.pack(VERSION, AES_256_GCM, generation)


def seal(cipher: AESGCM, where: bytes, bound: bytes, plaintext: bytes, block: int) -> bytes:
    """Seal `plaintext` for a column (`where` comes from `place`) of the row, keyholder and header in `bound`."""
    nonce = os.urandom(_NONCE)
    return bound[_HOLDERS:] + nonce + cipher.encrypt(nonce, pad(plaintext, block), where + bound)


def unseal(cipher: AESGCM, where: bytes, bound: bytes, cell: bytes) -> bytes:
    """Open a cell whose header named `cipher`; SealBroken unless key, row, column, keyholder and header are its own."""
    try:
        padded = cipher.decrypt(cell[HEADER:_BODY], cell[_BODY:], where + bound)
    except (InvalidTag, ValueError):
        raise SealBroken("tag") from None
    return unpad(padded)

"""Photos without what a camera adds to them: place, moment, device, earlier versions. Pure; the picture stays."""

import struct
from collections.abc import Iterator
from typing import Final

from app.core.errors import Refused

_BROKEN: Final = "Deze foto is beschadigd. Bewaar ze opnieuw en probeer nog eens."
_EXIF: Final = b"Exif\x00\x00"
_ORIENTATION: Final = 0x0112
_SOI, _EOI, _SOS, _APP0, _APP1, _COM = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xFE
_APP_LAST: Final = 0xEF
_KEPT_APPS: Final = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
"""Segments that say how to show the colours. Every other one, known or not, goes."""
_WITHIN_SCAN: Final = frozenset({0x00, *range(0xD0, 0xD8)})
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_KEPT_CHUNKS: Final = frozenset(
    {
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"cICP",
        b"sBIT",
        b"bKGD",
        b"pHYs",
    }
)


def clean_jpeg(photo: bytes) -> bytes:
    """A JPEG with its picture, colours and which side is up; nothing behind its end. Refused if broken."""
    kept, upright = bytearray(b"\xff\xd8"), b""
    for marker, segment in _segments(photo):
        if marker == _APP1 and segment[4:].startswith(_EXIF) and not upright:
            upright = _upright(segment[4 + len(_EXIF) :])
            kept[2:2] = upright
        if _is_picture(marker, segment):
            kept += segment
    return bytes(kept)


def clean_png(photo: bytes) -> bytes:
    """A PNG with its picture and colours alone. Refused if broken."""
    kept, at, name = bytearray(_PNG), len(_PNG), b""
    while name != b"IEND":
        if at + 12 > len(photo):
            raise Refused(_BROKEN, "file")
        (size,), name = struct.unpack_from(">I", photo, at), photo[at + 4 : at + 8]
        end = at + 12 + size
        if end > len(photo):
            raise Refused(_BROKEN, "file")
        if name in _KEPT_CHUNKS:
            kept += photo[at:end]
        at = end
    return bytes(kept)


def _segments(photo: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and bytes of each segment up to the end; a scan comes with the data of its picture."""
    at, marker = 2, _SOI
    while marker != _EOI:
        if at + 2 > len(photo) or photo[at] != 0xFF:
            raise Refused(_BROKEN, "file")
        marker = photo[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        end = at + 2 if marker == _EOI else _end(photo, at)
        if marker == _SOS:
            end = _end_of_scan(photo, end)
        yield marker, photo[at:end]
        at = end


def _end(photo: bytes, at: int) -> int:
    size = int.from_bytes(photo[at + 2 : at + 4])
    if size < 2 or at + 2 + size > len(photo):
        raise Refused(_BROKEN, "file")
    return at + 2 + size


def _end_of_scan(photo: bytes, at: int) -> int:
    while (at := photo.find(b"\xff", at)) >= 0 and at + 1 < len(photo):
        if photo[at + 1] not in _WITHIN_SCAN:
            return at
        at += 2
    raise Refused(_BROKEN, "file")


def _is_picture(marker: int, segment: bytes) -> bool:
    if _APP0 <= marker <= _APP_LAST:
        wanted = _KEPT_APPS.get(marker)
        return wanted is not None and segment[4:].startswith(wanted)
    return marker != _COM


def _upright(tiff: bytes) -> bytes:
    """A segment that says how the camera was held and nothing more; empty when that was not said."""
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(tiff[:4])
    if order is None:
        return b""
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        entries = (struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * number) for number in range(count))
        held = next((value for name, _kind, _count, value in entries if name == _ORIENTATION), 1)
    except struct.error:
        return b""
    if not 2 <= held <= 8:
        return b""
    body = _EXIF + b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, held, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body

"""Row identifiers: version 7 UUIDs, made by the application before the row exists."""

import secrets
import threading
import time
from uuid import UUID

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62
_RANDOM_BITS = 74
_STEP_BITS = 32

_lock = threading.Lock()
_last = 0


def new_uid() -> UUID:
    """A UUIDv7 (RFC 9562): 48 bits of milliseconds, 74 random bits, rising within one process.

    Within a millisecond the random part goes up by a random step (RFC 9562, method 2), so that rows made one
    after the other keep their order: a register's file order decides ties in counts.
    """
    global _last  # noqa: PLW0603 - the one counter of the process
    with _lock:
        millis = time.time_ns() // 1_000_000
        if millis > _last >> _RANDOM_BITS:
            _last = millis << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS - 1)
        else:
            _last += 1 + secrets.randbits(_STEP_BITS)
        fresh = _last
    millis, random = fresh >> _RANDOM_BITS, fresh & ((1 << _RANDOM_BITS) - 1)
    high, low = random >> 62, random & ((1 << 62) - 1)
    return UUID(int=(millis & ((1 << 48) - 1)) << 80 | _VERSION | high << 64 | _VARIANT | low)

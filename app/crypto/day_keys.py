"""The key of the day, kept beside the data keys: it is used once, replaced by its successor and gone.

Whoever takes over the machine finds the key of today and can compute those of tomorrow, never that of yesterday. The
first key of an epoch is written on paper and kept nowhere here: from it alone all later ones can be made again.
"""

import hmac
import os
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from sqlalchemy import Column, Integer, LargeBinary, Table, insert, select, update

from app.core.classification import TECHNICAL
from app.core.db import WRITE
from app.crypto.keystore import Keystore, metadata

KEY_BYTES: Final = 32
_NEXT: Final = b"rd1|audit day|next"
_SEAL: Final = b"rd1|audit day|seal"

day_key = Table(
    "day_key",
    metadata,
    Column("epoch", Integer, primary_key=True, autoincrement=False, info=TECHNICAL),
    Column("number", Integer, nullable=False, info=TECHNICAL),
    Column("key", LargeBinary(KEY_BYTES), nullable=False, info=TECHNICAL),
)


@dataclass(frozen=True, repr=False)
class DayKey:
    """One key: of which epoch, and which in the row."""

    epoch: int
    number: int
    key: bytes

    def following(self) -> "DayKey":
        """The next one; there is no way back."""
        return DayKey(self.epoch, self.number + 1, hmac.digest(self.key, _NEXT, sha256))

    def seal(self, content: bytes) -> bytes:
        """The code of this key over some content."""
        return hmac.digest(self.key, _SEAL + self.epoch.to_bytes(4) + self.number.to_bytes(4) + content, sha256)


def current_day_key(keystore: Keystore) -> DayKey | None:
    """The key in use; None when no first key was ever made."""
    query = select(day_key.c.epoch, day_key.c.number, day_key.c.key).order_by(day_key.c.epoch.desc()).limit(1)
    with keystore.engine.connect() as connection:
        found = connection.execute(query).one_or_none()
    return DayKey(*found) if found else None


def begin_epoch(keystore: Keystore) -> DayKey:
    """A new first key; from now on this one's row is used. What is kept is the key itself, until it was used once."""
    last = current_day_key(keystore)
    fresh = DayKey((last.epoch if last else 0) + 1, 0, os.urandom(KEY_BYTES))
    with keystore.engine.execution_options(**{WRITE: True}).begin() as connection:
        connection.execute(insert(day_key).values(epoch=fresh.epoch, number=0, key=fresh.key))
    return fresh


def replace_key(keystore: Keystore, used: DayKey) -> None:
    """Put the successor in the place of a key that was used; nothing happens when another process did so already."""
    after = used.following()
    change = update(day_key).where(day_key.c.epoch == used.epoch, day_key.c.number == used.number)
    with keystore.engine.execution_options(**{WRITE: True}).begin() as connection:
        connection.execute(change.values(number=after.number, key=after.key))

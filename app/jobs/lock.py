"""The lock of one kind of job: held as long as it runs, and let go by the machine itself when its process is gone."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Engine, text

_TAKE = text("SELECT pg_try_advisory_lock(:key)")
_LET_GO = text("SELECT pg_advisory_unlock(:key)")


@contextmanager
def holding(engine: Engine, home: Path, kind: str) -> Iterator[bool]:
    """Whether nobody else runs this kind; then nobody else can until the end of the block.

    PostgreSQL keeps the lock with a connection of its own, whichever machine asks. SQLite is on one machine: a file.
    """
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            key = {"key": int.from_bytes(sha256(f"regiodossier job {kind}".encode()).digest()[:8], signed=True)}
            mine = bool(connection.scalar(_TAKE, key))
            try:
                yield mine
            finally:
                if mine:
                    connection.execute(_LET_GO, key)
        return
    folder = home / "jobs"
    folder.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(folder / f"{kind}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield _taken(handle)
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True

"""Finding a key that stands twice in one file, in memory that does not grow with the file."""

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Iterable

from app.imports.values import ImportRow, RowError

_SETTINGS = ("PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF", "PRAGMA cache_size=-8000")


class UniqueKey:
    """Remembers a keyed digest per key in a private temporary database that vanishes when closed."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        self.columns = columns
        self._secret = secrets.token_bytes(16)
        # An empty name asks SQLite for a temporary file that is deleted when closed.
        self._seen = sqlite3.connect("", isolation_level=None)
        for setting in _SETTINGS:
            self._seen.execute(setting)
        self._seen.execute("CREATE TABLE seen (digest BLOB PRIMARY KEY, row INTEGER) WITHOUT ROWID")

    def add(self, row: ImportRow) -> Iterable[RowError]:
        key = json.dumps([str(row[name] if row[name] is not None else "") for name in self.columns])
        digest = hashlib.blake2b(key.encode(), digest_size=16, key=self._secret).digest()
        stored = self._seen.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (digest, row.number))
        if stored.rowcount:
            return ()
        first = self._seen.execute("SELECT row FROM seen WHERE digest = ?", (digest,)).fetchone()[0]
        return (row.error(self.columns[0], self._message(first)),)

    def finish(self) -> Iterable[RowError]:
        return ()

    def close(self) -> None:
        self._seen.close()

    def _message(self, first: int) -> str:
        if len(self.columns) == 1:
            return f"staat ook in rij {first}"
        return f"rij {first} heeft dezelfde sleutel ({', '.join(self.columns)})"

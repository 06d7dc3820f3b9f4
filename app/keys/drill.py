"""The restore exercise: a copy of data and keystore is made, opened with the root keys, and thrown away again."""

import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from sqlalchemy import Engine, MetaData, NullPool, create_engine, func, insert, select
from sqlalchemy.orm import Session

from app.access.wall import tell_connection
from app.audit.chain import chain_key, verify
from app.core.db import make_engine
from app.core.model import Base
from app.crypto.keystore import Keystore
from app.crypto.keystore import metadata as keystore_metadata
from app.crypto.rewrapping import Progress
from app.crypto.roots import RootProvider
from app.crypto.startup import check_keys
from app.crypto.vault import Vault
from app.installation import installation_of
from app.keys.checking import KeyReport, check

_PREFIX: Final = ".drill-"
_BATCH: Final = 1000


@dataclass
class DrillReport:
    """What the copy held and whether it opened."""

    roots: str
    rows: dict[str, int]
    bytes: int
    seconds: float
    keys: KeyReport
    records: int
    first_bad_record: int | None

    @property
    def ok(self) -> bool:
        return self.keys.ok and self.first_bad_record is None

    def as_json(self) -> dict[str, Any]:
        return {
            "ok": self.ok,
            "roots": self.roots,
            "rows": sum(self.rows.values()),
            "tables": {name: count for name, count in self.rows.items() if count},
            "bytes": self.bytes,
            "seconds": round(self.seconds, 2),
            "check": self.keys.as_json(),
            "audit": {"records": self.records, "first_bad": self.first_bad_record},
        }


def drill(
    data: Engine, keystore: Engine, roots: RootProvider, home: Path, sample: int | None, progress: Progress
) -> DrillReport:
    """Restore both databases into a folder of their own below `home`, open them with `roots`, and remove everything.

    Raises StartRefused when these roots are not those of the copy.
    """
    for left in home.glob(f"{_PREFIX}*"):
        shutil.rmtree(left)  # an exercise that was cut short
    started = time.monotonic()
    with TemporaryDirectory(prefix=_PREFIX, dir=home) as folder:
        copies = Path(folder) / "data.db", Path(folder) / "keystore.db"
        progress("kopie", 0, 2)
        # In this order: a key that is made in between has no data in the copy yet, never the other way round.
        _copy(data, copies[0], Base.metadata)
        progress("kopie", 1, 2)
        _copy(keystore, copies[1], keystore_metadata)
        progress("kopie", 2, 2)
        size = sum(path.stat().st_size for path in copies)
        report = _open_copy(copies[0], copies[1], roots, sample, progress)
    report.bytes, report.seconds = size, time.monotonic() - started
    return report


def _open_copy(data: Path, keystore: Path, roots: RootProvider, sample: int | None, progress: Progress) -> DrillReport:
    engines = make_engine(f"sqlite:///{data}"), make_engine(f"sqlite:///{keystore}")
    try:
        vault = Vault(roots, Keystore(engines[1]))
        check_keys(vault, installation_of(engines[0]))
        with Session(engines[0]) as session:
            keys = check(vault, session, sample, progress)
            verdict = verify(session, chain_key(roots))
            rows = {
                table.name: session.scalar(select(func.count()).select_from(table)) or 0
                for table in Base.metadata.sorted_tables
            }
    finally:
        for engine in engines:
            engine.dispose()
    return DrillReport(roots.describe(), rows, 0, 0.0, keys, verdict.records, verdict.first_bad)


def _copy(source: Engine, target: Path, metadata: MetaData) -> None:
    """A consistent copy as a SQLite file, whichever engine the original is on."""
    if source.dialect.name == "sqlite":
        with closing(source.raw_connection()) as connection, closing(sqlite3.connect(target)) as copy:
            original = connection.driver_connection
            if not isinstance(original, sqlite3.Connection):
                raise TypeError("not a SQLite connection")
            original.backup(copy)
        return
    engine = create_engine(f"sqlite:///{target}", poolclass=NullPool, hide_parameters=True)
    metadata.create_all(engine)
    snapshot = source.execution_options(isolation_level="REPEATABLE READ")
    with snapshot.connect() as read, engine.begin() as write:
        tell_connection(read)
        for table in metadata.sorted_tables:
            rows = read.execution_options(yield_per=_BATCH).execute(select(table))
            for some in rows.mappings().partitions():
                write.execute(insert(table), [dict(row) for row in some])

"""Backing up and restoring one installation: data, keystore and documents; erasures are carried out again."""

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Engine, inspect, text
from sqlalchemy.engine import make_url

from app.access.wall import WHOLE
from app.cases.stores import DocumentStore, FolderStore
from app.core.clock import Clock
from app.core.db import make_engine
from app.core.errors import NotFound, Refused
from app.crypto.keystore import Keystore
from app.installation import installation_of, migrate
from config.settings import Settings

DATA: Final = "data"
KEYSTORE: Final = "keystore"
DOCUMENTS: Final = "documents"
_MANIFEST: Final = "manifest.json"
_DUMP: Final = {"sqlite": "database.sqlite", "postgresql": "database.dump"}
_PIECE: Final = 1024 * 1024


@dataclass(frozen=True)
class Restored:
    """What a restore put back, before the erasures are carried out again."""

    taken_at: str
    keystore_was_kept: bool
    documents: int
    """How many sealed files were put back that were no longer there."""


def back_up(settings: Settings, clock: Clock, folder: Path, store: DocumentStore) -> list[Path]:
    """Copy both databases and the documents to folders of their own, while the program runs; never the root keys."""
    if folder.exists() and any(folder.iterdir()):
        raise Refused("De map is niet leeg. Geef voor elke back-up een nieuwe map.")
    made = []
    for name, url in ((KEYSTORE, settings.keystore_url), (DATA, settings.database_url)):
        # The keystore first: a key that is younger than this copy seals only rows that are younger too.
        place = folder / name
        place.mkdir(mode=0o700, parents=True)
        engine = make_engine(url)
        try:
            known = _installation(engine, name)
            dump = place / _DUMP[engine.dialect.name]
            _copy_out(engine, url, dump)
            made.append(dump)
            _write_manifest(place, engine, known, clock, dump)
        finally:
            engine.dispose()
    # The documents last: a file is stored before the row that knows of it.
    made.append(_copy_documents(store, folder / DOCUMENTS))
    return made


def _copy_documents(store: DocumentStore, place: Path) -> Path:
    """The sealed files as they are, with what each of them has to be."""
    place.mkdir(mode=0o700, parents=True)
    copy = FolderStore(place)
    digests = {}
    for uid, _written in store.files():
        try:
            copy.write(uid, store.read(uid))
        except NotFound:
            # Taken away while the copy was made.
            continue
        digests[uid.hex] = _digest_of(copy.read(uid))
    (place / _MANIFEST).write_text(json.dumps(digests, indent=1) + "\n")
    return place


def _restore_documents(store: DocumentStore, place: Path) -> int:
    """Put back each file that is no longer there."""
    digests, copy = _documents_in(place), FolderStore(place)
    present = {uid for uid, _written in store.files()}
    missing = [uid for uid in (UUID(hex=name) for name in digests) if uid not in present]
    for uid in missing:
        store.write(uid, copy.read(uid))
    return len(missing)


def _checked_documents(place: Path) -> None:
    """Refused when one of the files is not what it was; a copy without documents is none."""
    copy = FolderStore(place)
    try:
        sound = all(_digest_of(copy.read(UUID(hex=name))) == digest for name, digest in _documents_in(place).items())
    except (NotFound, ValueError):
        sound = False
    if not sound:
        raise Refused("De back-up is beschadigd (documents).")


def _documents_in(place: Path) -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads((place / _MANIFEST).read_text())
    except FileNotFoundError:
        return {}
    return found


def restore(settings: Settings, folder: Path, store: DocumentStore) -> Restored:
    """Put the data back, and the keystore only where there is none: the present one knows who was erased since.

    Refused when a copy is damaged, of another installation, or of another kind of database. Stop the program first.
    """
    data = _checked(folder / DATA, settings.database_url)
    _checked_documents(folder / DOCUMENTS)
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys = make_engine(settings.keystore_url)
    try:
        present = _installation(keys, KEYSTORE)
        if present is not None and present != data["installation"]:
            raise Refused("De back-up is van een andere installatie dan de sleutelbank die hier staat.")
        if present is None:
            _checked(folder / KEYSTORE, settings.keystore_url)
            _copy_in(keys, settings.keystore_url, folder / KEYSTORE)
        migrate(keys, KEYSTORE)
    finally:
        keys.dispose()
    engine = make_engine(settings.database_url)
    try:
        _copy_in(engine, settings.database_url, folder / DATA)
        migrate(engine, DATA)
    finally:
        engine.dispose()
    return Restored(data["taken_at"], present is not None, _restore_documents(store, folder / DOCUMENTS))


def _installation(engine: Engine, name: str) -> str | None:
    if name == DATA:
        found = installation_of(engine)
    else:
        found = Keystore(engine).installation() if inspect(engine).has_table("installation") else None
    return str(found) if found else None


def _write_manifest(place: Path, engine: Engine, known: str | None, clock: Clock, dump: Path) -> None:
    with engine.connect() as connection:
        revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    document = {
        "installation": known,
        "taken_at": clock.now().isoformat(timespec="seconds"),
        "engine": engine.dialect.name,
        "revision": revision,
        "file": dump.name,
        "sha256": _digest(dump),
    }
    (place / _MANIFEST).write_text(json.dumps(document, indent=1) + "\n")


def _checked(place: Path, url: str) -> dict[str, Any]:
    try:
        document: dict[str, Any] = json.loads((place / _MANIFEST).read_text())
        sound = _digest(place / document["file"]) == document["sha256"]
    except (OSError, ValueError, KeyError):
        raise Refused(f"In de map staat geen leesbare back-up ({place.name}).") from None
    if not sound:
        raise Refused(f"De back-up is beschadigd ({place.name}).")
    if document["engine"] != make_url(url).get_backend_name():
        raise Refused("De back-up is van een ander soort gegevensbank dan die van deze installatie.")
    return document


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return _digest_of(iter(lambda: file.read(_PIECE), b""))


def _digest_of(pieces: Iterable[bytes]) -> str:
    digest = sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def _copy_out(engine: Engine, url: str, dump: Path) -> None:
    handle = os.open(dump, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    os.close(handle)
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection, closing(sqlite3.connect(dump)) as copy:
            source: Any = connection.connection.dbapi_connection
            source.backup(copy)
    else:
        _run(url, "pg_dump", "--format=custom", "--no-owner", "--enable-row-security", f"--file={dump}")


def _copy_in(engine: Engine, url: str, place: Path) -> None:
    dump = place / _DUMP[engine.dialect.name]
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(dump)) as copy, engine.connect() as connection:
            target: Any = connection.connection.dbapi_connection
            copy.backup(target)
            target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    else:
        with engine.begin() as connection:
            # What is younger than the copy has to go as well: the migrations make it anew.
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        _run(url, "pg_restore", "--no-owner", "--single-transaction", "--exit-on-error", str(dump))


def _run(url: str, tool: str, *options: str) -> None:
    """Run a tool of PostgreSQL on a database; a password goes through the environment, where no list shows it."""
    found = shutil.which(tool)
    if found is None:
        raise Refused(f"Het programma {tool} van PostgreSQL ontbreekt op deze machine.")
    parts = make_url(url)
    address = parts.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    surroundings = os.environ | {"PGOPTIONS": WHOLE}
    if parts.password:
        surroundings["PGPASSWORD"] = str(parts.password)
    command = [found, f"--dbname={address}", *options]
    done = subprocess.run(command, capture_output=True, check=False, env=surroundings)
    if done.returncode:
        # What the tool says can hold a row of a table: only its outcome is told.
        raise Refused(f"{tool} stopte met code {done.returncode}.")

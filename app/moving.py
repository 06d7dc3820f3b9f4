"""Moving one installation from SQLite to PostgreSQL: every row of both databases, or none of them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import JSON, Connection, Engine, MetaData, Table, func, inspect, select, text
from sqlalchemy.sql.schema import Column

from app.access import wall
from app.core.db import WRITE, make_engine
from app.core.errors import Refused
from app.core.model import Base
from app.crypto.keystore import metadata as keystore_tables
from app.installation import migrate
from config.settings import Settings

_BATCH: Final = 1000
_FILES: Final = {"data": "regiodossier.db", "keystore": "keystore.db"}
_REVISION: Final = text("SELECT version_num FROM alembic_version")
_FOREIGN_KEYS: Final = text(
    "SELECT conrelid::regclass::text AS place, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS rule"
    " FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1, 2"
)
_SEQUENCE: Final = text("SELECT pg_get_serial_sequence(:place, :name)")
_GO_ON: Final = text("SELECT setval(CAST(:sequence AS regclass), :last)")


@dataclass(frozen=True)
class Moved:
    """How many rows each table has, on both sides alike."""

    data: dict[str, int]
    keystore: dict[str, int]

    @property
    def rows(self) -> int:
        """All of them."""
        return sum(self.data.values()) + sum(self.keystore.values())


def move_to_postgresql(settings: Settings) -> Moved:
    """Copy the SQLite databases of the home folder to the PostgreSQL databases of the settings, which are empty.

    Keys and documents stay where they are. SQLite is not changed, and takes no writing meanwhile. Refused, with nothing
    copied, when a count differs, when there is an installation already, or when SQLite has another schema.
    """
    keys = _moving("keystore", settings, settings.keystore_url, _plain(keystore_tables))
    data = _moving("data", settings, settings.database_url, _plain(Base.metadata))
    with keys as of_keystore, data as of_data:
        return Moved(of_data, of_keystore)


def _plain(tables: MetaData) -> MetaData:
    """The same tables, in which nothing stays nothing: JSON would make a written null of it."""
    copied = MetaData()
    for table in tables.tables.values():
        for column in table.to_metadata(copied).columns:
            if isinstance(column.type, JSON):
                column.type = JSON(none_as_null=True)
    return copied


@contextmanager
def _moving(name: str, settings: Settings, url: str, tables: MetaData) -> Iterator[dict[str, int]]:
    """The rows of one database are there as soon as the block ends well."""
    file = settings.home / _FILES[name]
    if not file.is_file():
        raise Refused(f"In de thuismap staat geen {file.name}.")
    source, target = make_engine(f"sqlite:///{file}"), make_engine(url)
    try:
        _prepare(target, name)
        with source.connect().execution_options(**{WRITE: True}) as reading, target.begin() as writing:
            wall.tell_connection(writing)
            if reading.scalar(_REVISION) != writing.scalar(_REVISION):
                raise Refused("De SQLite-bestanden zijn van een andere versie. Geef eerst `init` zonder PostgreSQL.")
            yield _copy(reading, writing, tables)
    finally:
        source.dispose()
        target.dispose()


def _prepare(target: Engine, name: str) -> None:
    if target.dialect.name != "postgresql":
        raise Refused("Zet eerst DATABASE_URL en KEYSTORE_URL op PostgreSQL.")
    if inspect(target).has_table("installation"):
        with target.connect() as connection:
            if connection.scalar(text("SELECT count(*) FROM installation")):
                raise Refused(f"In de gegevensbank op PostgreSQL staat al een installatie ({name}).")
    migrate(target, name)
    if name == "data":
        wall.build(target)


def _copy(reading: Connection, writing: Connection, tables: MetaData) -> dict[str, int]:
    """Every row, in whatever order: foreign keys and triggers are put aside, and checked again at the end."""
    keys = writing.execute(_FOREIGN_KEYS).all()
    _alter(writing, [f"{key.place} DROP CONSTRAINT {key.name}" for key in keys])
    _alter(writing, [f'"{name}" DISABLE TRIGGER USER' for name in tables.tables])
    counts = {}
    for table in tables.tables.values():
        writing.execute(table.delete())
        for rows in _batches(reading, table):
            writing.execute(table.insert(), rows)
        counts[table.name] = _count(writing, table)
        if counts[table.name] != _count(reading, table):
            raise Refused(f"De tabel {table.name} heeft niet evenveel rijen gekregen. Er is niets overgezet.")
        _go_on_counting(writing, table)
    _alter(writing, [f"{key.place} ADD CONSTRAINT {key.name} {key.rule}" for key in keys])
    _alter(writing, [f'"{name}" ENABLE TRIGGER USER' for name in tables.tables])
    return counts


def _alter(connection: Connection, changes: Iterable[str]) -> None:
    """Names are ours, or as the server itself quoted them: a change of a schema takes no parameters."""
    for change in changes:
        statement = f"ALTER TABLE {change}"
        connection.exec_driver_sql(statement)


def _batches(reading: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    with reading.execution_options(yield_per=_BATCH).execute(select(table)) as found:
        for part in found.mappings().partitions():
            yield [dict(row) for row in part]


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _go_on_counting(writing: Connection, table: Table) -> None:
    """Numbers that PostgreSQL hands out go on after the last one that came along."""
    columns: list[Column[Any]] = list(table.primary_key.columns)
    for column in columns:
        sequence = writing.scalar(_SEQUENCE, {"place": f'"{table.name}"', "name": column.name})
        last = writing.scalar(select(func.max(column))) if sequence else None
        if last:
            writing.execute(_GO_ON, {"sequence": sequence, "last": last})

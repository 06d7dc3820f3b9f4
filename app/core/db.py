"""The two engines behave alike: SQLite settings, immediate write transactions, one place that commits."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine, Executable, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

WRITE = "regiodossier_write"
SINGLE = "regiodossier_single"
"""Execution option: one statement that reads, which needs no transaction around it."""
_PATIENCE_MS = 15000
_IDLE_SECONDS = 5
_IDLE_SINCE = "regiodossier_idle_since"
PAGES_KB = 32_000
"""Pages of a SQLite file that one connection keeps in memory."""
FEW_PAGES_KB = 12_000
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA synchronous=FULL",
    f"PRAGMA busy_timeout={_PATIENCE_MS}",
    "PRAGMA temp_store=MEMORY",
)


def engine_options(url: str) -> dict[str, Any]:
    """Options for `create_engine`; parameters never appear in exception texts or logs."""
    options: dict[str, Any] = {"hide_parameters": True}
    if make_url(url).get_backend_name() == "sqlite":
        options["connect_args"] = {"timeout": 15}
    return options


def make_engine(url: str, pages_kb: int = PAGES_KB) -> Engine:
    """A configured engine outside Flask, for the keystore and for command-line tools."""
    engine = create_engine(url, **engine_options(url))
    configure(engine, pages_kb)
    return engine


def configure(engine: Engine, pages_kb: int = PAGES_KB) -> None:
    """Give an engine what it needs: SQLite its settings and explicit transactions, PostgreSQL a look at idle lines."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", partial(_prepare_sqlite, pages_kb))
        event.listen(engine, "begin", _begin_sqlite)
        return
    event.listen(engine, "checkin", _note_idle)
    event.listen(engine, "checkout", partial(_refuse_dead, engine))


def _note_idle(_connection: object, record: ConnectionPoolEntry) -> None:
    record.info[_IDLE_SINCE] = monotonic()


def _refuse_dead(engine: Engine, connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object) -> None:
    """Ask a connection that lay idle whether its server is still there; one that was used just now is not asked."""
    if monotonic() - record.info.get(_IDLE_SINCE, monotonic()) < _IDLE_SECONDS:
        return
    try:
        engine.dialect.do_ping(connection)
    except Exception as error:
        raise DisconnectionError from error


def _prepare_sqlite(pages_kb: int, connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (*_PRAGMAS, f"PRAGMA cache_size=-{pages_kb}"):
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get(SINGLE, False):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(WRITE, False) else "BEGIN")


@contextmanager
def transaction(session: Session) -> Iterator[Session]:
    """Commit what happens inside, or nothing of it.

    On SQLite the write lock is taken at once, so that a check and the write that rests on it cannot be
    separated by another writer. A read transaction that is still open on the session is ended first.
    """
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("unsaved changes before the transaction began")
    if session.info.get(WRITE):
        raise RuntimeError("a transaction within a transaction would commit half of the outer one")
    session.commit()
    session.info[WRITE] = True
    try:
        session.connection(execution_options={WRITE: True})
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info[WRITE] = False


@contextmanager
def few_pages(session: Session) -> Iterator[None]:
    """Inside a transaction that writes very much: SQLite keeps few pages in memory, however long the file.

    PostgreSQL keeps its pages elsewhere.
    """
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.dbapi_connection
    driver.execute(f"PRAGMA cache_size=-{FEW_PAGES_KB}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA cache_size=-{PAGES_KB}")


def attempt(engine: Engine, statement: Executable) -> bool:
    """Carry out one unimportant write in a transaction of its own, or leave it when the database is busy writing.

    A long import holds SQLite's write lock; a page that only reads does not wait for it.
    """
    with engine.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        is_sqlite = engine.dialect.name == "sqlite"
        try:
            if is_sqlite:
                driver.execute("PRAGMA busy_timeout=0")
            connection.execution_options(**{WRITE: True}).execute(statement)
            connection.commit()
        except OperationalError:
            return False
        finally:
            connection.rollback()
            if is_sqlite:
                driver.execute(f"PRAGMA busy_timeout={_PATIENCE_MS}")
    return True

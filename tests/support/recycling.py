"""A PostgreSQL database put back as its template was, in a fraction of the time that another copy takes."""

from dataclasses import dataclass, field
from typing import Self

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url

from tests.support.postgres import OWNER

MOST_LIVES = 40
"""After so many tests a new copy is cheaper than the rows that the old ones left behind."""

_SHAPE = SQL(
    " UNION ALL ".join(
        f"SELECT '{catalogue}', count(*), max(xmin::text::bigint) FROM {catalogue}"
        for catalogue in (
            "pg_class", "pg_attribute", "pg_constraint", "pg_index", "pg_trigger", "pg_proc", "pg_policy", "pg_type",
        )
    )
)  # fmt: skip
"""Changes with whatever a statement changes about tables, triggers or rules."""

_CHANGES = SQL("SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_user_tables")
_OTHERS = SQL(
    "SELECT bool_and(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@dataclass
class Life:
    """One copy in use: how it was when its test began, and for which time it is used."""

    url: str
    shape: list[tuple[object, ...]]
    changes: dict[str, int]
    lives: int = 1

    @classmethod
    def begin(cls, url: str) -> Self:
        """Note how a new copy is."""
        with connect(url) as connection:
            return cls(url, connection.execute(_SHAPE).fetchall(), dict(connection.execute(_CHANGES).fetchall()))


@dataclass
class Content:
    """What the tables of a template hold, read when it is first needed."""

    url: str
    _rows: dict[str, bytes] = field(default_factory=dict)

    def restore(self, life: Life) -> bool:
        """Whether the database is again as the template; False when it is cheaper or only safe to throw it away."""
        with connect(life.url) as connection:
            if connection.info.server_version < 150000 or life.lives >= MOST_LIVES:
                return False
            if connection.execute(_OTHERS).fetchone() == (False,):
                return False
            if connection.execute(_SHAPE).fetchall() != life.shape:
                return False
            touched = [
                table for table, changes in connection.execute(_CHANGES) if changes != life.changes.get(table, 0)
            ]
            self._refill(connection, touched)
            connection.execute(SQL("SELECT pg_stat_force_next_flush()"))
            life.changes = dict(connection.execute(_CHANGES).fetchall())
            life.lives += 1
        return True

    def _refill(self, connection: psycopg.Connection, tables: list[str]) -> None:
        with connection.transaction(), connection.cursor() as cursor:
            cursor.execute(SQL("SET LOCAL session_replication_role = replica"))
            for table in tables:
                cursor.execute(SQL("DELETE FROM {}").format(Identifier(table)))
                if rows := self._rows_of(table):
                    with cursor.copy(SQL("COPY {} FROM STDIN").format(Identifier(table))) as copy:
                        copy.write(rows)

    def _rows_of(self, table: str) -> bytes:
        if table not in self._rows:
            with (
                connect(self.url) as connection,
                connection.cursor() as cursor,
                cursor.copy(SQL("COPY {} TO STDOUT").format(Identifier(table))) as copy,
            ):
                self._rows[table] = b"".join(bytes(part) for part in copy)
        return self._rows[table]


def connect(url: str) -> psycopg.Connection:
    """A connection of the server's owner, each statement its own transaction."""
    parts = make_url(url)
    return psycopg.connect(
        dbname=parts.database, user=OWNER, host=str(parts.query.get("host") or parts.host), autocommit=True
    )

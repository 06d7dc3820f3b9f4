"""Intervals that may not overlap, held by the database itself: an exclusion constraint, or triggers on SQLite."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import DDL, Table, event

_EVER = "9999-12-31"


@dataclass(frozen=True)
class NoOverlap:
    """Rows of a table that agree in `keys` have no night in common: each holds [`first`, `until`), without end if null.

    PostgreSQL waits for whoever writes beside it and then refuses the second one. SQLite has one writer at a time, so
    what its triggers read is what is stored. On both engines the refusal is an IntegrityError.
    """

    table: str
    keys: tuple[str, ...]
    first: str
    until: str
    """An SQL expression over columns; each of them is written {row}.column."""
    where: str = "{row}.uid IS NOT NULL"
    """Which rows hold their interval, written the same way."""

    @property
    def name(self) -> str:
        """What the constraint is called on PostgreSQL, and what the triggers begin with."""
        return f"ex_{self.table}_{'_'.join(self.keys)}"

    def create(self, dialect: str) -> Iterator[str]:
        """The statements that put the rule in force."""
        if dialect == "postgresql":
            yield "CREATE EXTENSION IF NOT EXISTS btree_gist"
            yield self._exclusion()
        else:
            yield from self._triggers()

    def drop(self, dialect: str) -> Iterator[str]:
        """The statements that take it away, before the table itself goes or is made again."""
        if dialect == "postgresql":
            yield f"ALTER TABLE {self.table} DROP CONSTRAINT {self.name}"
        else:
            yield from (f"DROP TRIGGER {self.name}_{when}" for when in ("insert", "update"))

    def attach(self, table: Table) -> None:
        """Make the rule part of creating this table from its metadata."""
        for dialect in ("postgresql", "sqlite"):
            for statement in self.create(dialect):
                ddl: Any = DDL  # SQLAlchemy leaves its constructor without types
                event.listen(table, "after_create", ddl(statement).execute_if(dialect=dialect))

    def _exclusion(self) -> str:
        span = f"daterange({self.table}.{self.first}, {self._of(self.until, self.table)})"
        keys = ", ".join(f"{key} WITH =" for key in self.keys)
        bare = span.replace(f"{self.table}.", "")
        where = self._of(self.where, self.table).replace(f"{self.table}.", "")
        exclude = f"EXCLUDE USING gist ({keys}, {bare} WITH &&) WHERE ({where})"
        return f"ALTER TABLE {self.table} ADD CONSTRAINT {self.name} {exclude}"

    def _triggers(self) -> Iterator[str]:
        """Of rows that do not overlap, the last one to begin before the new one ends is the only one to look at."""
        end = f"coalesce({self._of(self.until, 'NEW')}, '{_EVER}')"
        other_end = f"coalesce({self._of(self.until, 'held')}, '{_EVER}')"
        same = " AND ".join(f"held.{key} = NEW.{key}" for key in self.keys)
        last = " ".join(
            (
                f"SELECT {other_end}",
                f"FROM {self.table} AS held WHERE {same} AND held.uid <> NEW.uid",
                f"AND held.{self.first} < {end} AND held.{self.first} < {other_end}",
                f"AND {self._of(self.where, 'held')}",
                f"ORDER BY held.{self.first} DESC LIMIT 1",
            )
        )
        check = (
            f"WHEN {self._of(self.where, 'NEW')} AND NEW.{self.first} < {end} AND ({last}) > NEW.{self.first} "
            f"BEGIN SELECT RAISE(ABORT, '{self.name}'); END"
        )
        for when in ("insert", "update"):
            yield f"CREATE TRIGGER {self.name}_{when} BEFORE {when.upper()} ON {self.table} FOR EACH ROW {check}"

    @staticmethod
    def _of(expression: str, row: str) -> str:
        return expression.replace("{row}", row)

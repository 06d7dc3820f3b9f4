"""The two migration chains as data: their revisions, the rows each revision is tested with, pictures of a schema."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import command
from alembic.script import Script, ScriptDirectory

from app.core.types import Exact, Uid, UtcDateTime
from app.installation import alembic_config

CHAINS = ("data", "keystore")
_TYPES = {
    UUID: Uid(),
    datetime: UtcDateTime(),
    date: sa.Date(),
    bytes: sa.LargeBinary(),
    dict: sa.JSON(),
    list: sa.JSON(),
    Decimal: Exact(),
}


@dataclass(frozen=True)
class Chain:
    """One chain over one database."""

    name: str
    engine: sa.Engine

    @property
    def steps(self) -> list[Script]:
        """Its revisions, oldest first."""
        return list(reversed(list(self.directory.walk_revisions())))

    @property
    def directory(self) -> ScriptDirectory:
        return ScriptDirectory.from_config(alembic_config(self.engine, self.name))

    def up(self, revision: str = "head") -> None:
        command.upgrade(alembic_config(self.engine, self.name), revision)

    def down(self, revision: str) -> None:
        command.downgrade(alembic_config(self.engine, self.name), revision)

    def fill(self, revision: str) -> None:
        """Write the rows that go with a revision."""
        with self.engine.begin() as connection:
            for table, row in rows_of(self.name, revision):
                connection.execute(_table(table, row).insert().values(row))

    def tables(self) -> set[str]:
        return set(sa.inspect(self.engine).get_table_names()) - {"alembic_version"}

    def counts(self) -> dict[str, int]:
        """How many rows each table holds."""
        with self.engine.connect() as connection:
            return {
                name: connection.execute(sa.select(sa.func.count()).select_from(sa.table(name))).scalar_one()
                for name in sorted(self.tables())
            }


def rows_of(chain: str, revision: str) -> list[tuple[str, dict[str, Any]]]:
    """The rows of tests/migrations/rows/<chain>_<revision>.py; its absence is an error."""
    found: list[tuple[str, dict[str, Any]]] = import_module(f"tests.migrations.rows.{chain}_{revision}").ROWS
    return found


def picture(engine: sa.Engine) -> dict[str, Any]:
    """Everything a schema says, in an order of its own, so that two of them can be compared."""
    inspector = sa.inspect(engine)
    columns, keys = inspector.get_multi_columns(), inspector.get_multi_pk_constraint()
    lists = {
        "foreign_keys": inspector.get_multi_foreign_keys(),
        "unique": inspector.get_multi_unique_constraints(),
        "checks": inspector.get_multi_check_constraints(),
        "indexes": inspector.get_multi_indexes(),
    }
    return {
        name: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"], column["default"])
                for column in columns[schema, name]
            },
            "primary_key": keys[schema, name],
        }
        | {kind: _sorted(found.get((schema, name), [])) for kind, found in lists.items()}
        for schema, name in columns
        if name != "alembic_version"
    }


def head_file() -> Path:
    """The committed heads: two branches that both add a migration meet here, in version control."""
    return Path(__file__).parents[2] / "migrations" / "HEAD"


def _table(name: str, row: dict[str, Any]) -> sa.TableClause:
    return sa.table(name, *(sa.column(key, _TYPES.get(type(value))) for key, value in row.items()))


def _sorted(items: list[Any]) -> list[str]:
    return sorted(str(_plain(item)) for item in items)


def _plain(item: Any) -> Any:
    """The same without objects that are equal only to themselves (conditions of partial indexes)."""
    if isinstance(item, dict):
        return [(key, _plain(item[key])) for key in sorted(item)]
    if isinstance(item, list | tuple):
        return [_plain(each) for each in item]
    return str(item)

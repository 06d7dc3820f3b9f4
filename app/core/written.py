"""A statement as its driver takes it: text and values, without the objects that it was built of."""

import sys
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, CursorResult, Dialect, SelectBase
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.sql.compiler import SQLCompiler

_DIALECTS: Final[dict[str, Dialect]] = {
    "sqlite": SQLiteDialect_pysqlite(paramstyle="qmark"),
    "postgresql": PGDialect_psycopg(paramstyle="format"),  # type: ignore[no-untyped-call]  # it has no types
}


@dataclass(frozen=True, slots=True)
class Written:
    """A hundred kilobytes of text where the statement itself is megabytes of objects.

    Rows come out as the driver gives them: no type makes anything of their values.
    """

    text: str
    values: tuple[Any, ...]

    def run(self, connection: Connection) -> CursorResult[Any]:
        """Ask it."""
        return connection.exec_driver_sql(self.text, self.values)


def write(statement: SelectBase, kind: str) -> Written:
    """Write a statement out for this kind of engine, with the values that it carries."""
    dialect = _DIALECTS[kind]
    compiled = statement.compile(dialect=dialect)
    if not isinstance(compiled, SQLCompiler):
        raise TypeError("only what asks or changes rows can be written out")
    state = compiled.construct_expanded_state()
    # What an IN was spread over has names of its own, the rest that of its parameter.
    prepared = {name: each.type.dialect_impl(dialect).bind_processor(dialect) for name, each in compiled.binds.items()}
    prepared |= dict(state.processors)
    values = [
        value if (prepare := prepared.get(name)) is None else prepare(value)
        for name, value in zip(state.positiontup or (), state.positional_parameters, strict=True)
    ]
    # Years differ in their values alone: they share one text.
    return Written(sys.intern(state.statement), tuple(values))

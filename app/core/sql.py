"""SQL that the two engines write differently, in one place."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ClauseElement, ColumnElement, Connection, Executable, Integer, String, Table, case
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class days_between(FunctionElement[int]):  # noqa: N801 - used as an SQL function
    """Calendar days from the first date to the second: `days_between(arrived, left)`."""

    name = "days_between"
    type = Integer()
    inherit_cache = True


@compiles(days_between)
def _subtract_dates(element: days_between, compiler: SQLCompiler, **options: Any) -> str:
    earlier, later = (compiler.process(clause, **options) for clause in element.clauses)
    return f"({later} - {earlier})"


@compiles(days_between, "sqlite")
def _subtract_julian_days(element: days_between, compiler: SQLCompiler, **options: Any) -> str:
    earlier, later = (compiler.process(clause, **options) for clause in element.clauses)
    return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"


class hex_of(FunctionElement[str]):  # noqa: N801 - used as an SQL function
    """The 32 hexadecimal digits of a uid."""

    name = "hex_of"
    type = String()
    inherit_cache = True


@compiles(hex_of)
def _hex_of_uuid(element: hex_of, compiler: SQLCompiler, **options: Any) -> str:
    (uid,) = (compiler.process(clause, **options) for clause in element.clauses)
    return f"REPLACE(CAST({uid} AS TEXT), '-', '')"


@compiles(hex_of, "sqlite")
def _hex_of_bytes(element: hex_of, compiler: SQLCompiler, **options: Any) -> str:
    (uid,) = (compiler.process(clause, **options) for clause in element.clauses)
    return f"LOWER(HEX({uid}))"


def smaller(one: InstrumentedAttribute[int], other: InstrumentedAttribute[int]) -> ColumnElement[int]:
    """The smaller of two values that are not null."""
    return case((one < other, one), else_=other)


class _LockTables(Executable, ClauseElement):
    inherit_cache = False

    def __init__(self, tables: Sequence[Table]) -> None:
        self.tables = tables


@compiles(_LockTables)
def _lock_tables(element: _LockTables, compiler: SQLCompiler, **_options: Any) -> str:
    names = ", ".join(compiler.preparer.format_table(table) for table in element.tables)
    return f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE"


def keep_writers_out(connection: Connection, *tables: Table) -> None:
    """Wait for whoever writes in these tables, and let nobody in until this transaction ends.

    On SQLite a transaction that writes has the database to itself already.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_LockTables(tables))

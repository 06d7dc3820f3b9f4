"""SQL that the two engines write differently, in one place."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, case
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


def smaller(one: InstrumentedAttribute[int], other: InstrumentedAttribute[int]) -> ColumnElement[int]:
    """The smaller of two values that are not null."""
    return case((one < other, one), else_=other)

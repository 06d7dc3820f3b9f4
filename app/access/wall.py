"""The second wall: PostgreSQL shows a transaction the cases of the organisations in its reach, whatever is asked."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

from sqlalchemy import Column, Connection, Engine, ForeignKey, Table, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.access.actor import REGION, Actor
from app.core.model import Base

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
ROOT: Final = "case_file"
BEYOND: Final = "beyond_the_wall"
"""Key in a table's `info`: why its rows are open to all, though they hang on a case."""
EVERYWHERE: Final = "*"
_SETTING: Final = "regiodossier.reach"
WHOLE: Final = f"-c {_SETTING}={EVERYWHERE}"
"""Option of a PostgreSQL tool that copies every row."""
_POLICY: Final = "second_wall"
_REACH: Final = "regiodossier_reach"
_SET = text("SELECT set_config('regiodossier.reach', :reach, true)")
_NOW: Final = f"(SELECT current_setting('{_SETTING}', true))"


def reach_of(actor: Actor) -> str:
    """The organisations of an actor's grants, separated by commas; `*` for the region and for the machine itself."""
    found = {grant.organisation for grant in actor.grants}
    if actor.is_system or found & {None, REGION}:
        return EVERYWHERE
    return ",".join(sorted(code for code in found if code))


def limit(session: Session, reach: str) -> None:
    """From now on this session reaches these organisations; one that was never told reaches none."""
    session.info[_REACH] = reach
    if session.in_transaction() and session.get_bind().dialect.name == "postgresql":
        session.connection().execute(_SET, {"reach": reach})


@contextmanager
def beyond(session: Session) -> Iterator[None]:
    """A gate in the wall, for rules and counts that have to know of cases elsewhere without showing them."""
    before = session.info.get(_REACH, "")
    limit(session, EVERYWHERE)
    try:
        yield
    finally:
        # A transaction that has failed shows nothing more, and cannot be told either.
        with suppress(DBAPIError):
            limit(session, before)


def through_the_gate(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Let a whole function go beyond the wall; its first argument is a session, or work with one."""

    @wraps(function)
    def passing(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        first: Any = args[0]
        with beyond(first if isinstance(first, Session) else first.session):
            return function(*args, **kwargs)

    return passing


@event.listens_for(Session, "after_begin")
def _tell(session: Session, _transaction: object, connection: Connection) -> None:
    if _REACH in session.info and connection.dialect.name == "postgresql":
        connection.execute(_SET, {"reach": session.info[_REACH]})


def tell_connection(connection: Connection) -> None:
    """Let the machine's own transaction on a bare connection reach everything: migrations and copies."""
    if connection.dialect.name == "postgresql":
        connection.execute(_SET, {"reach": EVERYWHERE})


def ways_in() -> dict[str, Column[object]]:
    """Every table that hangs on a case, with the column that leads there by the shortest way; the root is not in it."""
    found: dict[str, Column[object]] = {}
    while True:
        known = {ROOT, *found}
        step = {
            table.name: way for table in Base.metadata.tables.values() if table.name not in known
            if (way := _way(table, known)) is not None
        }  # fmt: skip
        if not step:
            return found
        found |= step


def behind_the_wall() -> dict[str, Column[object]]:
    """The tables of `ways_in` without those that say why they are open to all (`BEYOND` in the table's `info`)."""
    tables = Base.metadata.tables
    return {name: column for name, column in ways_in().items() if BEYOND not in tables[name].info}


def _way(table: Table, known: set[str]) -> Column[object] | None:
    ways = [key.parent for key in table.foreign_keys if key.column.table.name in known]
    # What is always filled in before what may be empty, and the name decides between equals.
    return min(ways, key=lambda column: (column.nullable, column.name), default=None)


def build(engine: Engine) -> None:
    """Put the wall around every table that hangs on a case; does nothing on SQLite, and may be done again."""
    if engine.dialect.name != "postgresql":
        return
    ways = ways_in()
    with engine.begin() as connection:
        _surround(connection, ROOT, f"organisation = ANY (string_to_array({_NOW}, ','))")
        for name in behind_the_wall():
            _surround(connection, name, _behind(ways, name, name))


def _behind(ways: Mapping[str, Column[object]], table: str, called: str) -> str:
    """That the row leads to a case in reach: through an open table it has to lead further."""
    column = ways[table]
    key: ForeignKey = next(iter(column.foreign_keys))
    target = key.column.table.name
    inner = f"{called}_held"
    further = "" if target == ROOT or target in behind_the_wall() else f" AND ({_behind(ways, target, inner)})"
    same = f'"{inner}"."{key.column.name}" = "{called}"."{column.name}"'
    held = "".join(('EXISTS (SELECT 1 FROM "', target, '" AS "', inner, '" WHERE ', same, further, ")"))
    return f'"{called}"."{column.name}" IS NULL OR {held}' if column.nullable else held


def _surround(connection: Connection, name: str, condition: str) -> None:
    for statement in (
        f'ALTER TABLE "{name}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE "{name}" FORCE ROW LEVEL SECURITY',
        f'DROP POLICY IF EXISTS {_POLICY} ON "{name}"',
        f"CREATE POLICY {_POLICY} ON \"{name}\" USING ({_NOW} = '{EVERYWHERE}' OR {condition})",
    ):
        connection.exec_driver_sql(statement)


def climbs_over(engine: Engine) -> bool:
    """Whether the account that the program uses passes over every policy of the server."""
    if engine.dialect.name != "postgresql":
        return False
    question = text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
    with engine.connect() as connection:
        return bool(connection.scalar(question))

"""Reading how an installation stands: schemas, open sessions, rows per table. Nothing of anybody is opened."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from sqlalchemy import Engine, func, inspect, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.access.work import Services
from app.accounts.models_session import UserSession
from app.accounts.queries_session import alive
from app.core.model import Base
from app.installation import MIGRATIONS
from app.jobs.models import Job

_REVISION: Final = text("SELECT version_num FROM alembic_version")


@dataclass(frozen=True)
class Schema:
    """Which numbers of the two chains of migrations this program was made for, or a database has."""

    data: str
    keystore: str


@cache
def made_for() -> Schema:
    """The newest migration of each chain that comes with this program."""
    lines = (line.split() for line in (MIGRATIONS / "HEAD").read_text().splitlines())
    heads = {chain: name.partition("_")[0] for chain, name in lines}
    return Schema(heads["data"], heads["keystore"])


def present_schema(services: Services) -> Schema:
    """The newest migration that each database has."""
    with services.new_session() as session:
        data = str(session.scalar(_REVISION))
    with services.vault.keystore.engine.connect() as connection:
        return Schema(data, str(connection.scalar(_REVISION)))


def is_ready(services: Services) -> bool:
    """Whether both databases answer, with what this program needs; newer is fine, in the middle of an upgrade."""
    try:
        present = present_schema(services)
    except SQLAlchemyError:
        return False
    wanted = made_for()
    return present.data >= wanted.data and present.keystore >= wanted.keystore


def open_session_count(services: Services) -> int:
    """How many browsers are signed in."""
    with services.new_session() as session:
        living = alive(services.clock.now()), UserSession.awaits_code.is_(False)
        return session.scalar(select(func.count()).select_from(UserSession).where(*living)) or 0


def jobs(services: Services) -> list[Job]:
    """Every job, by kind."""
    with services.new_session() as session:
        return list(session.scalars(select(Job).order_by(Job.kind)))


def rows_per_table(session: Session) -> dict[str, int]:
    """How many rows each table of the data has; of a program that is older than the data, those that it knows."""
    present = set(inspect(session.connection()).get_table_names())
    tables = [table for table in Base.metadata.sorted_tables if table.name in present]
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in sorted(tables, key=lambda table: table.name)
    }


def server_version(engine: Engine) -> str:
    """Kind and version of a database."""
    with engine.connect():
        numbers = engine.dialect.server_version_info or ()
    return f"{engine.dialect.name} {'.'.join(str(number) for number in numbers)}"

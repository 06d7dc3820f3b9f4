"""Policy files that are tables of dated rows: which file fills which table, told once and loaded in one way."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.core.model import Base
from app.core.upsert import Upsert
from app.policy.files import PolicyRow, policy_rows


@dataclass(frozen=True)
class PolicyTable:
    """One file within config/policy/ and the table it fills. A row that left the file stays: others refer to it."""

    file: str
    model: type[Base]
    key: tuple[str, ...]
    """What tells its rows apart; existing ones are fetched by the first column."""
    read: Callable[[PolicyRow], dict[str, Any]]


def load_tables(session: Session, folder: Path, tables: Iterable[PolicyTable]) -> dict[str, list[Base]]:
    """Bring the tables in line with their files, in the order given; what the files say, by file."""
    loaded: dict[str, list[Base]] = {}
    for table in tables:
        rows = [table.read(row) for row in policy_rows(folder / table.file)]
        Upsert(table.model, table.key, table.key[0]).apply(session, rows)
        loaded[table.file] = [table.model(**row) for row in rows]
    return loaded


def validity(row: PolicyRow) -> dict[str, Any]:
    """From when until when a row applies, and where that stands."""
    return {"valid_from": row.required_day("valid_from"), "valid_to": row.day("valid_to"), "source": row.text("source")}

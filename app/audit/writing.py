"""Putting records in the table: many at once, because a list or a board opens a record for each person it shows."""

import json
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.audit.models import AuditRecord

_FEW: Final = 3
"""Up to so many, a stream of rows costs more than it saves."""
_COLUMNS: Final = tuple(column.name for column in AuditRecord.__table__.columns)
_COPY: Final = f"COPY {AuditRecord.__tablename__} ({', '.join(_COLUMNS)}) FROM STDIN"


def write_rows(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Write complete rows in the transaction of the session; PostgreSQL takes many as one stream."""
    connection = session.connection()
    if connection.dialect.name != "postgresql" or len(rows) <= _FEW:
        session.execute(insert(AuditRecord), rows)
        return
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(_COPY) as copy:
        for row in rows:
            copy.write_row([json.dumps(row[name]) if name == "fields" else row[name] for name in _COLUMNS])

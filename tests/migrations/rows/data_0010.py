"""Something to do in a case."""

from datetime import UTC, date, datetime
from uuid import UUID

from tests.migrations.rows.data_0006 import CASE

ROWS = [
    (
        "task",
        {
            "uid": UUID(int=1411),
            "case_uid": CASE,
            "due_on": date(2026, 3, 23),
            "what_cell": b"sealed",
            "actor": "system:test",
            "created_at": datetime(2026, 3, 16, 11, tzinfo=UTC),
            "version": 1,
        },
    ),
]

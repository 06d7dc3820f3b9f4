"""A document."""

from datetime import UTC, datetime
from uuid import UUID

ROWS = [
    (
        "document",
        {
            "uid": UUID("00000000-0000-0000-0000-000000016b48"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "kind": "test",
            "size": 1,
            "added_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
            "added_by": "test",
            "is_stored": False,
        },
    )
]

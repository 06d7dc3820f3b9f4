"""A version of a text."""

from datetime import UTC, datetime
from uuid import UUID

ROWS = [
    (
        "report_text",
        {
            "uid": UUID("00000000-0000-0000-0000-000000014438"),
            "node_uid": UUID("00000000-0000-0000-0000-000000000020"),
            "year": 1,
            "number": 1,
            "text": "test",
            "written_by": "test",
            "written_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
        },
    )
]

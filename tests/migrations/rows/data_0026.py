"""A dashboard that reads figures."""

from datetime import UTC, datetime
from uuid import UUID

ROWS = [
    (
        "figure_consumer",
        {
            "uid": UUID("00000000-0000-0000-0000-000000014050"),
            "name": "test",
            "digest": b"sealed",
            "created_by": "test",
            "created_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
        },
    )
]

"""A form that was sent too late."""

from datetime import UTC, datetime
from uuid import UUID

ROWS = [
    (
        "kept_form",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000dea8"),
            "user_uid": UUID("00000000-0000-0000-0000-000000000029"),
            "saved_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
            "content_cell": b"sealed",
        },
    ),
]

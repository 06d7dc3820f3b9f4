"""What was typed and not saved."""

from datetime import UTC, datetime
from uuid import UUID

ROWS = [
    (
        "draft",
        {
            "uid": UUID("00000000-0000-0000-0000-000000007530"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "user_uid": UUID("00000000-0000-0000-0000-000000007530"),
            "form": "test",
            "about_uid": UUID("00000000-0000-0000-0000-000000007530"),
            "saved_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
        },
    )
]

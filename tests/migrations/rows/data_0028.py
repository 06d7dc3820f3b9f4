"""The second step of a colleague."""

from datetime import UTC, datetime
from uuid import UUID

ROWS = [
    (
        "recovery_code",
        {
            "uid": UUID("00000000-0000-0000-0000-000000015f90"),
            "user_uid": UUID("00000000-0000-0000-0000-000000000029"),
            "digest": b"sealed",
        },
    ),
    (
        "second_factor",
        {
            "uid": UUID("00000000-0000-0000-0000-000000015f91"),
            "user_uid": UUID("00000000-0000-0000-0000-000000000029"),
            "secret_cell": b"sealed",
            "last_step": 1,
            "created_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
        },
    ),
]

"""Days away and hand-overs."""

from datetime import UTC, date, datetime
from uuid import UUID

ROWS = [
    (
        "absence",
        {
            "uid": UUID("00000000-0000-0000-0000-0000000080e8"),
            "user_uid": UUID("00000000-0000-0000-0000-000000000029"),
            "since": date(2026, 3, 16),
            "until": date(2026, 3, 16),
            "deputy_uid": UUID("00000000-0000-0000-0000-000000000029"),
        },
    ),
    (
        "hand_over",
        {
            "uid": UUID("00000000-0000-0000-0000-0000000080e9"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "organisation": "test",
            "to_uid": UUID("00000000-0000-0000-0000-000000000029"),
            "state": "asked",
            "asked_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
            "actor": "test",
            "version": 1,
        },
    ),
]

"""Who a colleague is at the sign-in provider."""

from datetime import UTC, datetime
from uuid import UUID

ROWS = [
    (
        "user_identity",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000dac0"),
            "user_uid": UUID("00000000-0000-0000-0000-000000000029"),
            "issuer": "https://aanmelden.voorbeeld.test",
            "subject": "5f0c1a",
            "created_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
        },
    ),
]

"""A colleague with a grant and a session, and somebody who mistyped a password."""

from datetime import UTC, date, datetime
from uuid import UUID

NOW, USER = datetime(2026, 3, 16, tzinfo=UTC), UUID(int=41)

ROWS = [
    ("sign_in_attempt", {"subject": bytes(32), "failures": 1, "last_at": NOW}),
    (
        "user_account",
        {
            "uid": USER,
            "email": "colleague@example.org",
            "name": "Een Collega",
            "is_active": True,
            "must_change": False,
            "created_at": NOW,
        },
    ),
    (
        "role_grant",
        {"uid": UUID(int=42), "user_uid": USER, "role": "social_worker", "valid_from": date(2026, 1, 1)},
    ),
    (
        "user_session",
        {
            "uid": UUID(int=43),
            "digest": bytes(32),
            "user_uid": USER,
            "data": {},
            "created_at": NOW,
            "last_seen_at": NOW,
        },
    ),
]

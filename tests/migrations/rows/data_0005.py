"""A person with a token, in a household with its picture."""

from datetime import UTC, date, datetime
from uuid import UUID

NOW = datetime(2026, 3, 16, tzinfo=UTC)
PERSON, HOUSEHOLD, SNAPSHOT = UUID(int=51), UUID(int=52), UUID(int=53)

ROWS = [
    ("household", {"uid": HOUSEHOLD, "created_at": NOW}),
    (
        "person",
        {
            "uid": PERSON,
            "family_name_cell": b"sealed",
            "is_protected": False,
            "organisation": "99001",
            "created_at": NOW,
            "version": 1,
        },
    ),
    (
        "household_snapshot",
        {
            "uid": SNAPSHOT,
            "household_uid": HOUSEHOLD,
            "taken_on": date(2026, 3, 16),
            "adults": 1,
            "children": 0,
            "seeking": 1,
            "household_type": "single",
            "age_classes": {},
            "is_declared": True,
        },
    ),
    (
        "membership",
        {
            "uid": UUID(int=54),
            "household_uid": HOUSEHOLD,
            "person_uid": PERSON,
            "role": "reference",
            "since": date(2026, 3, 16),
        },
    ),
    ("search_token", {"kind": 1, "generation": 1, "token": bytes(16), "person_uid": PERSON}),
]

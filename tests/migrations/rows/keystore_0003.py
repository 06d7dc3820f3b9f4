"""One destruction with its tombstone."""

from datetime import UTC, datetime
from uuid import UUID

ROWS = [
    ("erasure", {"number": 1, "at": datetime(2026, 3, 16, tzinfo=UTC), "ground": "test", "decided_by": "user:x"}),
    ("tombstone", {"holder_uid": UUID(int=1302), "kind": "person", "number": 1}),
]

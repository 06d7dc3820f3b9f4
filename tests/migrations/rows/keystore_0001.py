"""A key, a canary, the installation."""

from datetime import UTC, datetime
from uuid import UUID

ROWS = [
    (
        "data_key",
        {
            "holder_uid": UUID(int=1),
            "generation": 1,
            "root_generation": 1,
            "wrapped": b"wrapped",
            "created_at": datetime(2026, 3, 16, tzinfo=UTC),
        },
    ),
    ("canary", {"root": "audit", "generation": 1, "proof": b"proof"}),
    ("installation", {"uid": UUID(int=2)}),
]

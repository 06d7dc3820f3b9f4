"""A closed day."""

from datetime import UTC, datetime

ROWS = [
    (
        "audit_seal",
        {
            "epoch": 1,
            "number": 1,
            "at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
            "seq": 1,
            "mac": b"sealed",
            "seal": b"sealed",
        },
    )
]

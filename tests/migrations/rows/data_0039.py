"""How one kind of job stands."""

from datetime import UTC, datetime

ROWS = [
    (
        "job",
        {
            "kind": "drafts.clear",
            "due": datetime(2026, 3, 17, 2, 30, tzinfo=UTC),
            "state": "failed",
            "attempts": 1,
            "error": "OperationalError",
            "reference": "0011223344556677",
        },
    ),
]

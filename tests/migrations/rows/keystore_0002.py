"""A rotation under way."""

from datetime import UTC, datetime

ROWS = [
    (
        "key_task",
        {
            "kind": "root",
            "to_generation": 2,
            "from_generation": 1,
            "status": "running",
            "step": "rewrap",
            "cursor": "",
            "done": 0,
            "started_at": datetime(2026, 3, 16, tzinfo=UTC),
        },
    ),
]

"""A case that went to another organisation."""

from datetime import date
from uuid import UUID

ROWS = [
    (
        "case_passage",
        {
            "uid": UUID("00000000-0000-0000-0000-0000000186a0"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "sender": "test",
            "receiver": "test",
            "on": date(2026, 3, 16),
        },
    )
]

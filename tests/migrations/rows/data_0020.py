"""After the search."""

from datetime import date
from uuid import UUID

ROWS = [
    (
        "woonclub_closing",
        {
            "uid": UUID("00000000-0000-0000-0000-000000007d00"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "closed_on": date(2026, 3, 16),
            "reason": "test",
            "actor": "test",
        },
    ),
    (
        "woonclub_pause",
        {
            "uid": UUID("00000000-0000-0000-0000-000000007d01"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "since": date(2026, 3, 16),
            "reason": "test",
        },
    ),
    (
        "woonclub_silence",
        {
            "uid": UUID("00000000-0000-0000-0000-000000007d02"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "step": "test",
            "decided_on": date(2026, 3, 16),
            "is_confirmed": False,
            "actor": "test",
        },
    ),
    (
        "woonclub_followup",
        {
            "uid": UUID("00000000-0000-0000-0000-000000007d03"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "subproject": "test",
            "months": 1,
            "due_on": date(2026, 3, 16),
            "task_uid": UUID("00000000-0000-0000-0000-000000000583"),
            "version": 1,
        },
    ),
]

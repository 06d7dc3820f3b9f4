"""An action handed in, an exception, a term, a confirmed finding."""

from datetime import UTC, date, datetime
from uuid import UUID

ROWS = [
    (
        "year_term",
        {
            "from_year": 1,
            "no_new_after": "test",
            "no_edit_after": "test",
            "deadline": "test",
            "confirmed": False,
            "source": "test",
        },
    ),
    (
        "action_step",
        {
            "uid": UUID("00000000-0000-0000-0000-000000013881"),
            "node_uid": UUID("00000000-0000-0000-0000-000000000020"),
            "year": 1,
            "number": 1,
            "status": "submitted",
            "note": "test",
            "by": "test",
            "at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
        },
    ),
    (
        "year_exception",
        {
            "uid": UUID("00000000-0000-0000-0000-000000013882"),
            "node_uid": UUID("00000000-0000-0000-0000-000000000020"),
            "year": 1,
            "until": date(2026, 3, 16),
            "reason": "test",
            "granted_by": "test",
            "granted_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
        },
    ),
    (
        "quality_confirmation",
        {
            "uid": UUID("00000000-0000-0000-0000-000000013883"),
            "rule": "test",
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "confirmed_by": "test",
            "confirmed_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
        },
    ),
]

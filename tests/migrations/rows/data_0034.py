"""Registers, a merge and a person that was merged."""

from datetime import UTC, date, datetime
from uuid import UUID

from tests.migrations.rows.data_0005 import PERSON

ROWS = [
    (
        "impact_assessment",
        {
            "uid": UUID("00000000-0000-0000-0000-0000000249f0"),
            "project": "test",
            "done_on": date(2026, 3, 16),
            "review_on": date(2026, 3, 16),
            "outcome": "test",
            "noted_by": "test",
        },
    ),
    (
        "processor",
        {
            "uid": UUID("00000000-0000-0000-0000-0000000249f1"),
            "name": "test",
            "service": "test",
            "transfer": "test",
            "noted_by": "test",
        },
    ),
    (
        "breach",
        {
            "uid": UUID("00000000-0000-0000-0000-0000000249f2"),
            "number": 1,
            "user_uid": UUID("00000000-0000-0000-0000-000000000029"),
            "found_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
            "kind": "test",
            "risk": "test",
        },
    ),
    (
        "breach_step",
        {
            "uid": UUID("00000000-0000-0000-0000-0000000249f3"),
            "breach_uid": UUID("00000000-0000-0000-0000-0000000249f2"),
            "user_uid": UUID("00000000-0000-0000-0000-000000000029"),
            "kind": "test",
            "at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
        },
    ),
    (
        "person",
        {
            "uid": UUID(int=150050),
            "is_protected": False,
            "organisation": "99001",
            "created_at": datetime(2026, 3, 16, tzinfo=UTC),
            "version": 1,
        },
    ),
    (
        "person_merge",
        {
            "uid": UUID(int=150051),
            "kept_uid": PERSON,
            "other_uid": UUID(int=150050),
            "taken": "",
            "proposed_at": datetime(2026, 3, 16, tzinfo=UTC),
            "proposed_by": "test",
        },
    ),
]

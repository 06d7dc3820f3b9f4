"""Basis, consent, shield, restriction, correction and request."""

from datetime import UTC, date, datetime
from uuid import UUID

ROWS = [
    (
        "former_identity",
        {
            "uid": UUID("00000000-0000-0000-0000-000000016378"),
            "person_uid": UUID("00000000-0000-0000-0000-000000000033"),
            "replaced_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
            "replaced_by": "test",
        },
    ),
    (
        "restriction",
        {
            "uid": UUID("00000000-0000-0000-0000-000000016379"),
            "person_uid": UUID("00000000-0000-0000-0000-000000000033"),
            "ground": "test",
            "placed_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
            "placed_by": "test",
        },
    ),
    (
        "rights_request",
        {
            "uid": UUID("00000000-0000-0000-0000-00000001637a"),
            "person_uid": UUID("00000000-0000-0000-0000-000000000033"),
            "kind": "test",
            "received_on": date(2026, 3, 16),
            "due_on": date(2026, 3, 16),
            "is_extended": False,
            "noted_by": "test",
        },
    ),
    (
        "broken_glass",
        {
            "uid": UUID("00000000-0000-0000-0000-00000001637b"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "user_uid": UUID("00000000-0000-0000-0000-000000000029"),
            "reason": "test",
            "opened_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
            "until": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
        },
    ),
    (
        "case_basis",
        {
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "basis": "test",
            "noted_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
            "noted_by": "test",
        },
    ),
    (
        "sharing_consent",
        {
            "uid": UUID("00000000-0000-0000-0000-00000001637d"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "scope": "test",
            "given_on": date(2026, 3, 16),
            "until": date(2027, 3, 16),
            "noted_by": "test",
        },
    ),
    (
        "shielded_case",
        {
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "reason": "test",
            "since": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
            "by": "test",
        },
    ),
]

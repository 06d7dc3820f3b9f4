"""A row in every table of migration 0050."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

ROWS = [
    (
        "kw_capacity",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000c350"),
            "team": "test",
            "fte": Decimal("1.5"),
            "valid_from": date(2026, 3, 16),
            "version": 1,
        },
    ),
    (
        "kw_crisis_request",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000c351"),
            "ref": "test",
            "asked_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
            "night": date(2026, 3, 16),
            "referrer": "test",
            "organisation": "test",
            "adults": 1,
            "children": 1,
            "outcome": "open",
            "asked_of": "test",
            "version": 1,
        },
    ),
    (
        "kw_suspension",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000c352"),
            "person_uid": UUID("00000000-0000-0000-0000-000000000033"),
            "organisation": "test",
            "reason": "test",
            "since": date(2026, 3, 16),
            "until": date(2026, 3, 23),
            "decided_by": "test",
            "version": 1,
        },
    ),
    (
        "kw_goal",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000c353"),
            "guidance_uid": UUID("00000000-0000-0000-0000-000000000056"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "domain": "test",
            "what_cell": b"sealed",
            "set_on": date(2026, 3, 16),
            "state": "open",
            "version": 1,
        },
    ),
    (
        "kw_meeting_request",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000c354"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "requested_on": date(2026, 3, 16),
            "requested_by": "test",
            "cause": "test",
            "meeting_uid": UUID("00000000-0000-0000-0000-000000000055"),
            "version": 1,
        },
    ),
    (
        "kw_reminder",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000c355"),
            "stay_uid": UUID("00000000-0000-0000-0000-000000000052"),
            "ends_on": date(2026, 3, 16),
            "days": 1,
            "task_uid": UUID("00000000-0000-0000-0000-000000000583"),
        },
    ),
    (
        "kw_renewal",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000c356"),
            "stay_uid": UUID("00000000-0000-0000-0000-000000000052"),
            "number": 1,
            "decided_on": date(2026, 3, 16),
            "until": date(2026, 3, 16),
            "is_over_term": False,
            "decided_by": "test",
        },
    ),
    (
        "kw_action_point",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000c357"),
            "request_uid": UUID("00000000-0000-0000-0000-00000000c354"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "task_uid": UUID("00000000-0000-0000-0000-000000000583"),
        },
    ),
    (
        "kw_meeting_participant",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000c358"),
            "request_uid": UUID("00000000-0000-0000-0000-00000000c354"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "service": "test",
        },
    ),
    (
        "kw_medical_file",
        {
            "uid": UUID("00000000-0000-0000-0000-000000000058"),
            "person_uid": UUID("00000000-0000-0000-0000-000000000033"),
            "referrer": "test",
            "version": 1,
        },
    ),
]

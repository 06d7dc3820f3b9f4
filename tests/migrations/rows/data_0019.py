"""Homes for rent."""

from datetime import UTC, date, datetime
from uuid import UUID

ROWS = [
    (
        "woonclub_listing",
        {
            "uid": UUID("00000000-0000-0000-0000-000000007918"),
            "ref": "test",
            "municipality": "test",
            "rent_cents": 1,
            "bedrooms": 1,
            "first_seen_on": date(2026, 3, 16),
            "last_seen_on": date(2026, 3, 16),
            "version": 1,
        },
    ),
    (
        "woonclub_listing_week",
        {
            "uid": UUID("00000000-0000-0000-0000-000000007919"),
            "municipality": "test",
            "week_on": date(2026, 3, 16),
            "completed_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
            "actor": "test",
        },
    ),
    (
        "woonclub_sighting",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000791a"),
            "listing_uid": UUID("00000000-0000-0000-0000-000000007918"),
            "municipality": "test",
            "week_on": date(2026, 3, 16),
            "actor": "test",
        },
    ),
    (
        "woonclub_proposal",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000791b"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "listing_uid": UUID("00000000-0000-0000-0000-000000007918"),
            "proposed_on": date(2026, 3, 16),
            "actor": "test",
            "version": 1,
        },
    ),
]

"""One of everything of a Woonclub plan, and a check after an eviction report."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

ROWS = [
    (
        "woonclub_figure",
        {
            "key": "test",
            "above": 1,
            "valid_from": date(2026, 3, 16),
            "value": Decimal("1.5"),
            "unit": "test",
            "label": "test",
            "source": "test",
            "confirmed": False,
        },
    ),
    (
        "woonclub_instrument",
        {
            "instrument": "test",
            "domain": "test",
            "instrument_label": "test",
            "label": "test",
            "sort": 1,
            "lowest": 1,
            "highest": 5,
            "valid_from": date(2026, 3, 16),
            "source": "test",
            "confirmed": False,
        },
    ),
    (
        "woonclub_opening",
        {
            "key": "test",
            "point": "test",
            "rhythm": "weekly",
            "evening": False,
            "valid_from": date(2026, 3, 16),
            "source": "test",
            "confirmed": False,
        },
    ),
    (
        "woonclub_staff",
        {
            "key": "test",
            "team": "test",
            "fte": Decimal("1.5"),
            "valid_from": date(2026, 3, 16),
            "source": "test",
            "confirmed": False,
        },
    ),
    (
        "eviction_check",
        {
            "uid": UUID("00000000-0000-0000-0000-000000004e24"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "closed_on": date(2026, 3, 16),
            "months": 1,
            "due_on": date(2026, 3, 16),
            "version": 1,
        },
    ),
    (
        "woonclub_accelerated",
        {
            "uid": UUID("00000000-0000-0000-0000-000000004e25"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "company": "test",
            "target_group": "test",
            "prepared_on": date(2026, 3, 16),
            "phase": "preparing",
            "version": 1,
        },
    ),
    (
        "woonclub_goal",
        {
            "uid": UUID("00000000-0000-0000-0000-000000004e26"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "state": "test",
            "set_on": date(2026, 3, 16),
            "version": 1,
        },
    ),
    (
        "woonclub_guarantee_loan",
        {
            "uid": UUID("00000000-0000-0000-0000-000000004e27"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "opened_on": date(2026, 3, 16),
            "asked_cents": 1,
            "dependants": 1,
            "papers": [],
            "figure_row": "test",
            "version": 1,
        },
    ),
    (
        "woonclub_income",
        {
            "uid": UUID("00000000-0000-0000-0000-000000004e28"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "place": 1,
            "source": "test",
        },
    ),
    (
        "woonclub_intake",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "on": date(2026, 3, 16),
            "night": "test",
            "ethos": [],
            "languages": [],
            "interpreter": False,
            "bedrooms_needed": 1,
            "version": 1,
        },
    ),
    (
        "woonclub_right",
        {
            "uid": UUID("00000000-0000-0000-0000-000000004e2a"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "item": "test",
            "state": "not_applicable",
            "since": date(2026, 3, 16),
            "version": 1,
        },
    ),
    (
        "woonclub_right_event",
        {
            "uid": UUID("00000000-0000-0000-0000-000000004e2b"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "item": "test",
            "state": "not_applicable",
            "on": date(2026, 3, 16),
            "actor": "test",
        },
    ),
    (
        "woonclub_rights_scan",
        {
            "uid": UUID("00000000-0000-0000-0000-000000004e2c"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "completed_on": date(2026, 3, 16),
            "items": 1,
        },
    ),
    (
        "woonclub_score_set",
        {
            "uid": UUID("00000000-0000-0000-0000-000000004e2d"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "instrument": "test",
            "moment": "test",
            "on": date(2026, 3, 16),
            "scores_cell": b"sealed",
            "version": 1,
        },
    ),
    (
        "woonclub_social_registration",
        {
            "uid": UUID("00000000-0000-0000-0000-000000004e2e"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "company": "test",
            "registered_on": date(2026, 3, 16),
            "renew_by": date(2026, 3, 16),
            "version": 1,
        },
    ),
    (
        "woonclub_visit",
        {
            "uid": UUID("00000000-0000-0000-0000-000000004e2f"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "point": "test",
            "on": date(2026, 3, 16),
            "arrived_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
            "version": 1,
        },
    ),
    (
        "woonclub_wish",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "municipalities": [],
            "accessible": False,
            "pets": False,
            "version": 1,
        },
    ),
    (
        "woonclub_accelerated_step",
        {
            "uid": UUID("00000000-0000-0000-0000-000000004e31"),
            "parent_uid": UUID("00000000-0000-0000-0000-000000004e25"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "phase": "preparing",
            "on": date(2026, 3, 16),
            "actor": "test",
        },
    ),
]

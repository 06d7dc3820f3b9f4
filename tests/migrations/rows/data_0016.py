"""Screening, waiting list, rankings, offers and what belongs to homes."""

from datetime import UTC, date, datetime
from uuid import UUID

ROWS = [
    (
        "kw_ranking",
        {
            "uid": UUID("00000000-0000-0000-0000-000000009c40"),
            "unit_uid": UUID("00000000-0000-0000-0000-000000000051"),
            "ranked_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
            "ranked_by": "test",
            "policy_on": date(2026, 3, 16),
        },
    ),
    ("kw_unit_feature", {"unit_uid": UUID("00000000-0000-0000-0000-000000000051"), "feature": "test"}),
    (
        "kw_unit_terms",
        {
            "unit_uid": UUID("00000000-0000-0000-0000-000000000051"),
            "valid_from": date(2026, 3, 16),
            "agreement": "test",
            "fee_cents": 1,
            "fee_per": "test",
        },
    ),
    (
        "kw_waiting",
        {
            "uid": UUID("00000000-0000-0000-0000-000000009c43"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "listed_on": date(2026, 3, 16),
            "tier": "test",
            "tier_since": date(2026, 3, 16),
            "persons": 1,
            "municipalities": [],
            "needs": [],
            "version": 1,
        },
    ),
    (
        "kw_absence",
        {
            "uid": UUID("00000000-0000-0000-0000-000000009c44"),
            "stay_uid": UUID("00000000-0000-0000-0000-000000000052"),
            "away_from": date(2026, 3, 16),
            "reason": "test",
        },
    ),
    (
        "kw_agreement",
        {
            "stay_uid": UUID("00000000-0000-0000-0000-000000000052"),
            "kind": "test",
            "signed_on": date(2026, 3, 16),
            "house_rules_on": date(2026, 3, 16),
            "inventory_in_on": date(2026, 3, 16),
            "keys": 1,
        },
    ),
    (
        "kw_offer",
        {
            "uid": UUID("00000000-0000-0000-0000-000000009c46"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "waiting_uid": UUID("00000000-0000-0000-0000-000000009c43"),
            "unit_uid": UUID("00000000-0000-0000-0000-000000000051"),
            "ranking_uid": UUID("00000000-0000-0000-0000-000000009c40"),
            "made_on": date(2026, 3, 16),
            "made_by": "test",
            "expires_on": date(2026, 3, 16),
            "move_in_on": date(2026, 3, 16),
            "status": "open",
            "stay_uid": None,
            "version": 1,
        },
    ),
    (
        "kw_override",
        {
            "uid": UUID("00000000-0000-0000-0000-000000009c47"),
            "case_uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "ranking_uid": UUID("00000000-0000-0000-0000-000000009c40"),
            "waiting_uid": UUID("00000000-0000-0000-0000-000000009c43"),
            "asked_by": "test",
            "asked_at": datetime(2026, 3, 16, 0, 0, tzinfo=UTC),
            "version": 1,
        },
    ),
    (
        "kw_ranking_line",
        {
            "ranking_uid": UUID("00000000-0000-0000-0000-000000009c40"),
            "position": 1,
            "waiting_uid": UUID("00000000-0000-0000-0000-000000009c43"),
            "tier": "test",
            "tier_rank": 1,
            "tier_since": date(2026, 3, 16),
            "reported_on": date(2026, 3, 16),
            "decisive": "test",
        },
    ),
    (
        "kw_screening",
        {
            "uid": UUID("00000000-0000-0000-0000-00000000003d"),
            "screened_on": date(2026, 3, 16),
            "screened_by": "test",
            "tried_options": [],
            "is_long_homeless": False,
            "has_combined_problems": False,
            "admits_coach": False,
            "accepts_duties": False,
            "version": 1,
        },
    ),
]

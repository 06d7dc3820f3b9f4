"""A registration at the Woonclub, its trajectory and the home that was found."""

from datetime import date
from uuid import UUID

from tests.migrations.rows.data_0006 import CASE

ROWS = [
    (
        "woonclub_registration",
        {
            "uid": CASE,
            "situation": "tenant_private",
            "main_reason": "too_small",
            "secondary_reasons": [],
            "threat_of_eviction": False,
            "version": 1,
        },
    ),
    (
        "woonclub_trajectory",
        {
            "uid": UUID(int=71),
            "case_uid": CASE,
            "subproject": "regular",
            "started_on": date(2026, 3, 16),
            "version": 1,
        },
    ),
    ("woonclub_outcome", {"uid": CASE, "outcome": "stopped", "counts_as_found": False, "version": 1}),
]

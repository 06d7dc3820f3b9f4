"""A reported eviction, its first stage and a dispatch that waits."""

from datetime import date
from uuid import UUID

from tests.migrations.rows.data_0006 import CASE

ROWS = [
    (
        "eviction_report",
        {"uid": UUID(int=1401), "case_uid": CASE, "dwelling_ref": "D1", "problems": ["huurachterstand"], "version": 1},
    ),
    (
        "eviction_stage",
        {
            "uid": UUID(int=1402),
            "case_uid": CASE,
            "stage": "signal",
            "on": date(2026, 3, 16),
            "actor": "system:test",
        },
    ),
    (
        "eviction_dispatch",
        {
            "uid": UUID(int=1403),
            "case_uid": CASE,
            "sent_on": date(2026, 3, 16),
            "destination": "ocmw",
            "organisation": "34022",
            "version": 1,
        },
    ),
]

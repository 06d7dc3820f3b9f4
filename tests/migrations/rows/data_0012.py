"""A certificate, a retention term, and a proposal with its case, which is held."""

from datetime import UTC, date, datetime
from uuid import UUID

from tests.migrations.rows.data_0006 import CASE

NOW = datetime(2026, 3, 16, tzinfo=UTC)
PROPOSAL = UUID(int=1301)

ROWS = [
    (
        "erasure_certificate",
        {"number": 1, "at": NOW, "ground": "test", "decided_by": "user:x", "persons": 1, "cases": 0},
    ),
    (
        "retention_term",
        {"project": "test", "valid_from": date(2018, 1, 1), "months": 120, "confirmed": False, "source": "test"},
    ),
    ("retention_proposal", {"uid": PROPOSAL, "number": 1, "made_at": NOW, "made_by": "user:x", "certificate": 1}),
    ("retention_item", {"proposal_uid": PROPOSAL, "case_uid": CASE, "due_on": date(2026, 3, 16)}),
    ("retention_hold", {"case_uid": CASE, "reason": "court", "held_by": "user:x", "held_at": NOW}),
]

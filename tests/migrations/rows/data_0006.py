"""A case with its counter, a contact, a note and a change of phase."""

from datetime import UTC, date, datetime
from uuid import UUID

from tests.migrations.rows.data_0005 import HOUSEHOLD, PERSON, SNAPSHOT

NOW, DAY = datetime(2026, 3, 16, tzinfo=UTC), date(2026, 3, 16)
CASE = UUID(int=61)

ROWS = [
    ("case_counter", {"prefix": "WC", "year": 2026, "last": 1}),
    (
        "case_file",
        {
            "uid": CASE,
            "number": "WC-2026-0001",
            "project": "woonclub",
            "organisation": "99001",
            "household_uid": HOUSEHOLD,
            "snapshot_uid": SNAPSHOT,
            "reference_person_uid": PERSON,
            "municipality": "99001",
            "phase": "registered",
            "opened_on": DAY,
            "last_contact_on": DAY,
            "is_draft": False,
            "created_at": NOW,
            "version": 1,
        },
    ),
    (
        "contact_moment",
        {
            "uid": UUID(int=62),
            "case_uid": CASE,
            "on": DAY,
            "kind": "visit",
            "actor": "system:test",
            "created_at": NOW,
            "version": 1,
        },
    ),
    (
        "note",
        {
            "uid": UUID(int=63),
            "case_uid": CASE,
            "on": DAY,
            "written_at": NOW,
            "actor": "system:test",
            "text_cell": b"sealed",
            "version": 1,
        },
    ),
    (
        "phase_change",
        {"uid": UUID(int=64), "case_uid": CASE, "phase": "registered", "on": DAY, "actor": "system:test"},
    ),
]

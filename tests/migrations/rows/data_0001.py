"""The head of the chain with one record, and the installation."""

from datetime import UTC, datetime
from uuid import UUID

ROWS = [
    ("audit_head", {"id": 1, "seq": 1, "generation": 1, "mac": bytes(32), "seal": bytes(32)}),
    (
        "audit_record",
        {
            "seq": 1,
            "at": datetime(2026, 3, 16, tzinfo=UTC),
            "actor": "system:test",
            "action": "create",
            "entity": "person",
            "entity_uid": UUID(int=1),
            "fields": ["family_name"],
            "purpose": "test",
            "request_id": "0123456789abcdef",
            "generation": 1,
            "mac": bytes(32),
        },
    ),
    ("installation", {"uid": UUID(int=2)}),
]

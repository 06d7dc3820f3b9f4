"""A year that was submitted, one frozen figure with one record, and a count with its correction."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from tests.migrations.rows.data_0003 import INDICATOR, NODE

NOW = datetime(2026, 3, 16, 11, tzinfo=UTC)
CLOSE, MEASUREMENT, COUNT = UUID(int=1201), UUID(int=1202), UUID(int=1203)
ROWS = [
    (
        "year_close",
        {
            "uid": CLOSE,
            "year": 2025,
            "revision": 1,
            "status": "submitted",
            "note": "nagekeken",
            "submitted_by": "system:test",
            "submitted_at": NOW,
        },
    ),
    (
        "measurement",
        {
            "uid": MEASUREMENT,
            "close_uid": CLOSE,
            "measure_key": "woonclub.new_households",
            "year": 2025,
            "revision": 1,
            "action": "A0901",
            "label": "Nieuwe huishoudens",
            "unit": "huishouden",
            "source": "records",
            "definition": "Elk nieuw huishouden.",
            "definition_version": 1,
            "value": "1",
            "breakdown": {"municipality": {"34022": "1"}},
            "records": 1,
            "hash": "0" * 64,
            "computed_at": NOW,
        },
    ),
    ("measurement_record", {"measurement_uid": MEASUREMENT, "ref": "WC-2025-0001", "counted": "1;municipality=34022"}),
    (
        "count_entry",
        {
            "uid": COUNT,
            "ref": "A0501:kg:2025-03-31::",
            "indicator_uid": INDICATOR,
            "node_uid": NODE,
            "on": date(2025, 3, 31),
            "value": Decimal("12.5"),
            "municipality": "",
            "breakdown": "",
            "recorded_by": "system:test",
            "recorded_at": NOW,
            "version": 1,
        },
    ),
    (
        "count_correction",
        {
            "uid": UUID(int=1204),
            "count_uid": COUNT,
            "before": Decimal("12"),
            "after": Decimal("12.5"),
            "reason": "verkeerd afgelezen",
            "corrected_by": "system:test",
            "corrected_at": NOW,
        },
    ),
]

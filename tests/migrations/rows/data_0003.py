"""A plan with one node, its money, total, figure and text."""

from datetime import date
from decimal import Decimal
from uuid import UUID

INDICATOR, NODE = UUID(int=31), UUID(int=32)

ROWS = [
    (
        "indicator",
        {"uid": INDICATOR, "key": "new_households", "label": "x", "unit": "huishouden", "source": "test"},
    ),
    (
        "plan_period",
        {
            "code": "2020-2025",
            "title": "Plan",
            "first_day": date(2020, 1, 1),
            "last_day": date(2025, 12, 31),
            "source": "test",
        },
    ),
    (
        "plan_node",
        {
            "uid": NODE,
            "plan": "2020-2025",
            "code": "SD1",
            "level": "sd",
            "title": "Doelstelling",
            "code_status": "gedrukt",
            "source": "test",
        },
    ),
    (
        "plan_total",
        {
            "uid": UUID(int=33),
            "plan": "2020-2025",
            "line": "total",
            "year": 2024,
            "basis": "rekening",
            "value": 1000,
            "source_table": "synthese",
        },
    ),
    ("narrative", {"uid": UUID(int=34), "node_uid": NODE, "on": date(2024, 12, 31), "text": "Wat er gebeurde."}),
    (
        "node_money",
        {
            "uid": UUID(int=35),
            "node_uid": NODE,
            "source_table": "synthese",
            "kind": "exploitatie",
            "year": 2024,
            "basis": "rekening",
            "receipts": 100,
            "expenses": 200,
            "year_mapping": "volledig",
        },
    ),
    (
        "published_figure",
        {
            "uid": UUID(int=36),
            "ref": "x",
            "indicator_uid": INDICATOR,
            "node_uid": NODE,
            "year": 2024,
            "breakdown": "",
            "value": Decimal("12.5"),
            "unit": "huishouden",
            "kind": "resultaat",
            "source": "test",
        },
    ),
]

"""A derived indicator and a target."""

from decimal import Decimal

ROWS = [
    (
        "derived_indicator",
        {
            "key": "test",
            "version": 1,
            "from_year": 1,
            "action": "test",
            "kind": "sum",
            "label": "test",
            "unit": "test",
            "definition": "test",
            "parts": "test",
            "owner": "test",
            "confirmed": False,
            "source": "test",
        },
    ),
    (
        "indicator_target",
        {
            "key": "test",
            "from_year": 1,
            "direction": "at_least",
            "value": Decimal("1.5"),
            "band": Decimal("1.5"),
            "owner": "test",
            "confirmed": False,
            "source": "test",
        },
    ),
]

"""The key of a day."""

ROWS = [("day_key", {"epoch": 1, "number": 3, "key": bytes(32)})]

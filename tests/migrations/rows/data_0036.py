"""A column: no row."""

from typing import Any

ROWS: list[tuple[str, dict[str, Any]]] = []

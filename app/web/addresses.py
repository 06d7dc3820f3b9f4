"""Numbers in addresses: one that no row can have is nowhere, and is not put to the database."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter

LARGEST = 2_147_483_647
"""The largest number that an integer column holds on every engine."""


class RowNumber(IntegerConverter):
    """`<int:…>`, with a largest number of its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"max": LARGEST} | kwargs))


def install_addresses(app: Flask) -> None:
    """Before the first route with a number in it."""
    app.url_map.converters["int"] = RowNumber

"""A test that would call another machine fails at once."""

import socket
from collections.abc import Callable
from typing import Any

_HERE = {"127.0.0.1", "::1", "localhost", ""}


def near_only(connect: Callable[..., Any]) -> Callable[..., Any]:
    """The same way of connecting, to this machine alone."""

    def nearby(self: socket.socket, address: Any) -> Any:
        if self.family != socket.AF_UNIX and address[0] not in _HERE:
            raise AssertionError("a test calls elsewhere")
        return connect(self, address)

    return nearby

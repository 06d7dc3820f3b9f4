"""A bare application with only the web layer on it, for tests that need no database."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.support.web import bare_web


@pytest.fixture
def bare_app() -> Flask:
    """The web layer without accounts or database."""
    return bare_web()


@pytest.fixture
def in_request(bare_app: Flask) -> Iterator[Callable[..., None]]:
    """Opens a request context: `in_request({"field": "typed"})` posts a form."""
    contexts = []

    def begin(data: dict[str, object] | None = None) -> None:
        method = "GET" if data is None else "POST"
        context = bare_app.test_request_context("/", method=method, data=data)
        context.push()
        contexts.append(context)

    yield begin
    for context in reversed(contexts):
        context.pop()

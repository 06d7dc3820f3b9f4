"""Plugs watching in: its addresses, and a counter around every request."""

from time import perf_counter

from flask import Flask, Response, g, request

from app.watching.counting import Counting
from app.watching.views import COUNTING, blueprint


def register(app: Flask) -> None:
    """Everything of this package; the last before the seal, when every endpoint is there."""
    app.register_blueprint(blueprint)
    counting = app.extensions[COUNTING] = Counting(list(app.view_functions))

    def begin() -> None:
        g.began = perf_counter()

    def end(response: Response) -> Response:
        began = g.pop("began", None)
        if began is not None:
            counting.add(request.endpoint, response.status_code, perf_counter() - began)
        return response

    # The first to begin and the last to end, so that all that others do around a request is counted.
    app.before_request_funcs.setdefault(None, []).insert(0, begin)
    app.after_request_funcs.setdefault(None, []).insert(0, end)

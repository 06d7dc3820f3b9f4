"""Error pages: one page per kind of refusal; a reference for what nobody expected, the details in the log."""

import logging
import secrets

from flask import Flask, current_app, g, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from app.core.errors import NotFound, Refused, Stale

PAGES = frozenset({400, 403, 404, 405, 409, 413, 429})
log = logging.getLogger(__name__)


def install_error_pages(app: Flask) -> None:
    """Show every error as a page of the house; missing and forbidden-to-see look the same."""
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(NotFound, not_found)
    app.register_error_handler(Stale, stale)
    app.register_error_handler(Refused, refused)
    app.register_error_handler(Exception, unexpected)


def http_error(error: HTTPException) -> ResponseReturnValue:
    """An error of the protocol itself; redirects pass through."""
    if error.response is not None or error.code is None or error.code < 400:
        return error
    if error.code >= 500:
        return unexpected(error)
    page = error.code if error.code in PAGES else 400
    # A wrong method is told which ones are right (RFC 9110).
    allowed = error.valid_methods if isinstance(error, MethodNotAllowed) else None
    headers = {"Allow": ", ".join(sorted(allowed))} if allowed else {}
    return render_template(f"errors/{page}.html"), error.code, headers


def not_found(_error: Exception) -> ResponseReturnValue:
    """Nothing there, or nothing that this person may see."""
    return render_template("errors/404.html"), 404


def stale(_error: Exception) -> ResponseReturnValue:
    """A colleague was first, in a view that shows no comparison of its own."""
    return render_template("errors/409.html"), 409


def refused(error: Refused) -> ResponseReturnValue:
    """A rule said no, in a view without a form to show it at."""
    return render_template("errors/422.html", message=error.message), 422


def unexpected(error: Exception) -> ResponseReturnValue:
    """Something broke: the log has kind and place under the reference, without the values that were involved."""
    if current_app.config["PROPAGATE_EXCEPTIONS"]:
        raise error
    reference = g.get("request_id") or secrets.token_hex(8)
    log.error("unexpected %s, reference %s, at %s", type(error).__name__, reference, _place(error))
    return render_template("errors/500.html", reference=reference), 500


def _place(error: Exception) -> str:
    """File and line of every step to the error: a message could hold a personal detail, a line number cannot."""
    steps = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        steps.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return " > ".join(steps[-8:])

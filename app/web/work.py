"""The work of a request: who acts, in which session, and what was opened on the way."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, Response, current_app, g, request
from flask_login import current_user

from app.access.actor import Actor
from app.access.work import Services, Work, new_work
from app.crypto.context import enter, leave
from app.web.extensions import db

KEY = "regiodossier"
ANONYMOUS = Actor(key="anonymous")


def services() -> Services:
    """What this application runs on."""
    found: Services = current_app.extensions[KEY]
    return found


def work() -> Work:
    """The work of this request, for reading."""
    found: Work = g.work
    return found


@contextmanager
def transaction() -> Iterator[Work]:
    """The work of this request, for a change: commits at the end, or rolls everything back."""
    with work().transaction() as open_work:
        yield open_work


def begin_work(actor: Actor) -> None:
    """Start the work of this request, or start it anew for another actor; it holds until the request ends."""
    if "access" in g:
        leave(g.pop("access"))
        _record_consultations(g.work)
    g.work = new_work(services(), db.session(), actor, request.endpoint or "unknown", g.request_id)
    g.access = enter(g.work.context)


def register(app: Flask) -> None:
    """Surround every request with its work."""

    @app.before_request
    def open_work() -> None:
        g.request_id = secrets.token_hex(8)
        begin_work(current_user.actor if current_user.is_authenticated else ANONYMOUS)

    @app.after_request
    def record_consultations(response: Response) -> Response:
        # Before the answer leaves: what was looked at is on record, or nobody gets to see it.
        if "work" in g:
            _record_consultations(g.work)
        return response

    @app.teardown_request
    def close_work(_error: BaseException | None) -> None:
        if "access" in g:
            leave(g.pop("access"))
            # An answer that was streamed, or an error that no page answered.
            _record_consultations(g.work)


def _record_consultations(done: Work) -> None:
    if done.context.opened:
        with services().new_session() as apart:
            done.trail.write_consultations(apart, done.context)

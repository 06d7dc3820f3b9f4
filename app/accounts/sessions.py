"""Flask's session kept on the server for who is signed in, and in a signed cookie for who is not."""

from typing import Any

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

from app.access.work import Services
from app.accounts.policy import sign_in_policy
from app.accounts.queries_session import OpenSession, find_session
from app.accounts.service_sessions import Begun, remember, touch
from app.web.extensions import db
from app.web.work import KEY

NAME = "regiodossier"


class HouseSession(SecureCookieSession):
    """The session of one browser. `open` is there when somebody is signed in."""

    open: OpenSession | None = None
    token: str | None = None
    """Of a session begun in this request: the cookie that still has to be sent."""

    def adopt(self, begun: Begun) -> None:
        """Go on as the session that was just begun; nothing of the visitor's own session comes along."""
        self.clear()
        self.update(begun.session.data)
        self.open, self.token = begun.session, begun.token
        self.modified = False

    def leave(self) -> None:
        """Go on as a visitor."""
        self.clear()
        self.open = self.token = None


class HouseSessions(SecureCookieSessionInterface):
    """Opens and saves sessions.

    Reads and writes go over connections of their own and outside the transaction of the request, which has
    ended by the time a session is saved. A visitor who is not signed in writes nothing to the database.
    """

    session_class = HouseSession

    def __init__(self, *, secure: bool) -> None:
        self.name = f"__Host-{NAME}" if secure else NAME
        self.attributes: dict[str, Any] = {"secure": secure, "httponly": True, "samesite": "Lax", "path": "/"}

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        services: Services | None = app.extensions.get(KEY)
        token = request.cookies.get(self.name)
        if token and services is not None:
            with services.new_session() as session:
                found = find_session(session, token, services.clock.now())
            if found is not None:
                opened = HouseSession(found.data)
                opened.open = found
                return opened
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if isinstance(session, HouseSession) and session.open is not None:
            self._save_open(app, session, session.open, response)
            return
        if self.name in request.cookies:
            response.delete_cookie(self.name, **self.attributes)
        super().save_session(app, session, response)

    def _save_open(self, app: Flask, session: HouseSession, opened: OpenSession, response: Response) -> None:
        services: Services = app.extensions[KEY]
        now = services.clock.now()
        if session.modified:
            with services.new_session() as apart:
                remember(apart, opened.uid, dict(session), now)
        elif now - opened.last_seen_at >= sign_in_policy().touch_every:
            touch(db.engine, opened.uid, now)
        if session.token is not None:
            response.set_cookie(self.name, session.token, **self.attributes)
            response.delete_cookie(self.get_cookie_name(app), **self.attributes)
        response.vary.add("Cookie")


def install_sessions(app: Flask, *, secure: bool) -> None:
    """Make these the sessions of the application."""
    app.session_interface = HouseSessions(secure=secure)
    app.config.update(
        SESSION_COOKIE_NAME=f"__Host-{NAME}-visit" if secure else f"{NAME}-visit",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
    )

"""Who is signed in: read afresh for every request, so that a changed role or a closed account works at once."""

from dataclasses import dataclass, field
from uuid import UUID

from flask import Flask, Request, session
from flask_login import UserMixin

from app.access.actor import Actor
from app.accounts.passwords import Hasher
from app.accounts.queries import colleague
from app.accounts.queries_session import OpenSession
from app.accounts.sessions import HouseSession
from app.web.extensions import db, login_manager
from app.web.work import services

HASHER = "accounts.hasher"


def hasher_of(app: Flask) -> Hasher:
    """The password hasher of this application."""
    found: Hasher = app.extensions[HASHER]
    return found


@dataclass(frozen=True, eq=False)
class SignedIn(UserMixin):
    """The colleague at the screen. `actor` carries the grants in force today."""

    uid: UUID
    name: str
    email: str
    must_change: bool
    session: OpenSession = field(repr=False)
    actor: Actor = field(repr=False)

    @property
    def session_uid(self) -> UUID:
        return self.session.uid


def load_signed_in(_request: Request) -> SignedIn | None:
    """The colleague of the session that this request came with, while the account is open."""
    opened = session.open if isinstance(session, HouseSession) else None
    if opened is None or opened.awaits_code:
        return None
    found = colleague(db.session(), opened.user_uid, services().clock.today())
    if found is None:
        return None
    facts, actor = found
    return SignedIn(opened.user_uid, facts.name, facts.email, facts.must_change, opened, actor)


def install_login(app: Flask) -> None:
    """The session in the database is the only thing that says who is signed in."""
    login_manager.session_protection = None
    login_manager.request_loader(load_signed_in)
    login_manager.init_app(app)

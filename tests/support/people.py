"""Fictional colleagues who are signed in, and what a browser or a test client needs to be one."""

import re
import secrets
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.access.work import Services
from app.accounts.models import RoleGrant, User
from app.accounts.models_session import UserSession
from app.accounts.queries_session import digest_of
from app.accounts.signed_in import hasher_of
from app.core.db import transaction
from app.core.uid import new_uid
from app.web.work import KEY

PASSWORD = "zeven blauwe fietsen"


class HouseClient(FlaskClient):
    """A test client that knows as whom it is signed in, if it is."""

    user_uid: UUID | None = None
    session_uid: UUID | None = None
    csrf_raw: str | None = None


def add_person(
    app: Flask,
    role: str | None = None,
    project: str | None = None,
    organisation: str | None = None,
    *,
    email: str | None = None,
    password: str = PASSWORD,
) -> UUID:
    """A colleague with a password and, if a role is named, one grant from today on; returns the uid."""
    services: Services = app.extensions[KEY]
    uid = new_uid()
    user = User(
        uid=uid,
        email=email or f"collega-{secrets.token_hex(6)}@voorbeeld.test",
        name=f"Collega {(role or 'zonder rol').replace('_', ' ')}",
        password_hash=hasher_of(app).hash(password),
        created_at=services.clock.now(),
    )
    with services.new_session() as session, transaction(session):
        session.add(user)
        session.flush()
        if role is not None:
            session.add(
                RoleGrant(
                    user_uid=uid,
                    role=role,
                    project=project,
                    organisation=organisation,
                    valid_from=services.clock.today(),
                )
            )
    return uid


def email_of(app: Flask, uid: UUID) -> str:
    """The address under which a colleague signs in; the password is PASSWORD."""
    with app.extensions[KEY].new_session() as session:
        return session.scalars(select(User.email).where(User.uid == uid)).one()


def sign_in(client: HouseClient, role: str, project: str | None = None, organisation: str | None = None) -> HouseClient:
    """The client, signed in as a new colleague with this one grant; `client.user_uid` says who."""
    return sign_in_as(client, add_person(client.application, role, project, organisation))


def sign_in_as(client: HouseClient, user_uid: UUID) -> HouseClient:
    """The client, signed in as an existing colleague, without the slow form."""
    services: Services = client.application.extensions[KEY]
    token, raw, now = secrets.token_urlsafe(32), secrets.token_hex(20), services.clock.now()
    row = UserSession(
        digest=digest_of(token),
        user_uid=user_uid,
        data={"csrf_token": raw},
        created_at=now,
        last_seen_at=now,
        proved_at=now,
    )
    with services.new_session() as session, transaction(session):
        session.add(row)
    client.set_cookie("regiodossier", token)
    client.user_uid, client.session_uid, client.csrf_raw = user_uid, row.uid, raw
    return client


def form_token(client: HouseClient) -> str:
    """The CSRF token that the pages of this signed-in client carry."""
    signer = URLSafeTimedSerializer(client.application.secret_key, salt="wtf-csrf-token")
    return signer.dumps(client.csrf_raw)


def post(client: HouseClient, url: str, data: dict[str, Any] | None = None, **options: Any) -> TestResponse:
    """Send a form of a signed-in client, token included."""
    return client.post(url, data={"csrf_token": form_token(client), **(data or {})}, **options)


def version_on(page: str) -> str:
    """Which version of a record a page with a form shows."""
    found = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert found, "no version on this page"
    return found[1]


def as_read(client: HouseClient, url: str, data: dict[str, Any]) -> TestResponse:
    """Open a page that corrects something, fill its form in and send it: the answer to what was read just now."""
    return post(client, url, {"version": version_on(client.get(url).text), **data})


def token_in(response: TestResponse) -> str:
    """The CSRF token of a page, for clients that are not signed in."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', response.text)
    assert found, "no form token on this page"
    return found[1]


def sign_in_by_form(client: FlaskClient, email: str, password: str = PASSWORD, url: str = "/aanmelden") -> TestResponse:
    """Sign in as a person does: open the page, fill it in, send it."""
    token = token_in(client.get(url))
    return client.post(url, data={"csrf_token": token, "email": email, "password": password})


def sign_in_browser(page: Any, address: str, email: str, password: str = PASSWORD) -> None:
    """Sign in a Playwright page through the form; `address` is where the server listens."""
    page.goto(f"{address}/aanmelden")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(password)
    page.get_by_role("button", name="Meld aan").click()
    page.wait_for_url(lambda url: "/aanmelden" not in url)

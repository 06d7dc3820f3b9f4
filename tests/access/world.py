"""One installation per engine for the whole matrix, with everything that makes colleagues and objects in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from flask import Flask, url_for
from sqlalchemy import Engine, NullPool, create_engine, func, literal, select, union_all
from werkzeug.test import TestResponse

from app.access.actor import system_actor
from app.access.work import Services, Work, working
from app.accounts.models import RoleGrant
from app.audit.models import AuditRecord
from app.audit.trail import CONSULT, LOOKS
from app.core.model import Base
from app.web.extensions import db
from app.web.work import KEY
from tests.access.expectations import Builder, Expect, Key, Values
from tests.support.people import HouseClient, form_token, sign_in, token_in
from tests.support.postgres import OWNER

OWN, OTHER = "34022", "34023"
"""Two organisations: where the colleagues of the matrix have their role, and another one."""


@dataclass(frozen=True)
class World:
    """The application under test, and what builders need."""

    app: Flask
    own: str = OWN
    other: str = OTHER
    _colleagues: dict[tuple[str, str | None, str | None], HouseClient] = field(default_factory=dict)
    _objects: dict[tuple[Builder, str], Values] = field(default_factory=dict)

    @property
    def services(self) -> Services:
        return self.app.extensions[KEY]

    @contextmanager
    def work(self) -> Iterator[Work]:
        """Work of the system; changes belong inside `with work.transaction():`."""
        with working(self.services, system_actor("matrix"), "matrix") as opened:
            yield opened

    @cached_property
    def owner(self) -> Engine:
        """The database as its server's owner sees it, without the second wall to go through."""
        with self.app.app_context():
            url = db.engine.url
        return create_engine(url.set(username=OWNER) if url.username else url, poolclass=NullPool)

    def colleague(self, role: str, organisation: str | None, project: str | None = None) -> HouseClient:
        """A fresh colleague with this one role, signed in."""
        return sign_in(self.app.test_client(), role, project, organisation)

    def known_colleague(self, role: str, organisation: str | None, project: str | None = None) -> HouseClient:
        """One colleague with this role for all who only look, or are refused."""
        who = role, organisation, project
        if who not in self._colleagues:
            self._colleagues[who] = self.colleague(*who)
        return self._colleagues[who]

    def visitor(self) -> HouseClient:
        """Somebody who is not signed in."""
        return self.app.test_client()

    def grant_of(self, user_uid: UUID) -> UUID:
        """The one role of a colleague."""
        with self.services.new_session() as session:
            return session.scalars(select(RoleGrant.uid).where(RoleGrant.user_uid == user_uid)).one()

    def url(self, endpoint: str, values: Values) -> str:
        """The address of an endpoint."""
        with self.app.test_request_context():
            return url_for(endpoint, **values)

    def values(self, expect: Expect, organisation: str, client: HouseClient) -> Values:
        """What the address of an object there is built from."""
        return expect.build(self, organisation, client) if expect.build else expect.values

    def kept(self, expect: Expect, organisation: str, client: HouseClient) -> Values:
        """As `values`, with one object for all who only look at it or are refused it; what is personal is made anew."""
        if expect.build is None or expect.is_personal or expect.writes_on_get:
            return self.values(expect, organisation, client)
        if (expect.build, organisation) not in self._objects:
            self._objects[expect.build, organisation] = self.values(expect, organisation, client)
        return self._objects[expect.build, organisation]

    def ask(self, client: HouseClient, key: Key, expect: Expect, values: Values) -> TestResponse:
        """Send the request, with its form and token when it changes something."""
        endpoint, method = key
        url = self.url(endpoint, values)
        if method == "GET":
            return client.get(url, buffered=True)
        if client.csrf_raw is None:
            token = token_in(client.get(self.url("accounts.sign_in", {})))
        else:
            token = form_token(client)
        return client.open(url, method=method, data={"csrf_token": token, **expect.data}, buffered=True)

    def fields_opened(self) -> dict[str, set[str]]:
        """Which roles opened which sealed field, by what the trail says of everybody with a role."""
        query = select(AuditRecord.actor, AuditRecord.fields).where(AuditRecord.action == CONSULT)
        found: dict[str, set[str]] = {}
        with self.services.new_session() as session:
            roles = dict(session.execute(select(RoleGrant.user_uid, RoleGrant.role)).all())
            for record in session.execute(query):
                kind, _, uid = record.actor.partition(":")
                if kind == "user":
                    for field in record.fields:
                        found.setdefault(field, set()).add(roles[UUID(uid)])
        return found

    def counts(self) -> dict[str, int]:
        """How many rows every table has; consultations apart, for those every look leaves."""
        rows = [
            select(literal(table.name), select(func.count()).select_from(table).scalar_subquery())
            for table in Base.metadata.sorted_tables
        ]
        looked = select(func.count()).select_from(AuditRecord).where(AuditRecord.action.in_(LOOKS))
        with self.owner.connect() as connection:
            found = {name: number for each in batched(rows) for name, number in connection.execute(union_all(*each))}
            found[AuditRecord.__tablename__] -= connection.scalar(looked) or 0
        return found


def batched(rows: list[Any], most: int = 100) -> Iterator[list[Any]]:
    """As many at a time as SQLite takes in one statement."""
    return (rows[start : start + most] for start in range(0, len(rows), most))


def missing(values: Values) -> Values:
    """The same address for something that is nowhere."""
    nowhere = {name: uuid4() for name, value in values.items() if isinstance(value, UUID)}
    return {**values, **nowhere, **({"number": "OEF-1999-9999"} if "number" in values else {})}

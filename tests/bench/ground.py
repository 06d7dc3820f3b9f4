"""What every benchmark stands on: an installation of its own per engine, and rows put in by the hundred thousand."""

import gc
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import Engine, NullPool, Table, create_engine, insert, text

from app import create_app
from app.access.actor import system_actor
from app.access.wall import ROOT, behind_the_wall
from app.access.work import Services, Work, working
from app.core.db import SINGLE, WRITE
from app.installation import initialise
from app.policy_data import load_policy_data
from app.web.extensions import db
from app.web.work import KEY
from config.settings import Environment, Settings
from tests.support.postgres import private_server

_BATCH = 10_000


@dataclass(frozen=True)
class Ground:
    """An installation to measure on."""

    engine_name: str
    settings: Settings
    app: Flask
    data: Engine
    services: Services
    rows: int | None
    """At most this many rows of each kind, to try a benchmark out; None: as many as it asks for."""

    def scaled(self, wanted: int) -> int:
        return min(wanted, self.rows or wanted)

    @contextmanager
    def work(self) -> Iterator[Work]:
        """Work of the system account whose consultations are not the benchmark's subject: they are dropped."""
        with working(self.services, system_actor("bench"), "bench") as work:
            yield work
            work.context.recorded()


@contextmanager
def ground(engine_name: str, rows: int | None) -> Iterator[Ground]:
    """A fresh installation on an engine, gone afterwards."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rd-bench-")))
        urls = [f"sqlite:///{home}/{name}.db" for name in ("regiodossier", "keystore")]
        if engine_name == "postgresql":
            server = stack.enter_context(private_server())
            urls = [_database(server, name) for name in ("regiodossier", "keystore")]
        settings = Settings(Environment.TESTING, home, *urls)
        initialise(settings)
        app = create_app(settings)
        services: Services = app.extensions[KEY]
        stack.callback(services.vault.keystore.engine.dispose)
        with app.app_context():
            data = db.engine
        stack.callback(data.dispose)
        with working(services, system_actor("bench"), "bench") as work, work.transaction():
            load_policy_data(work.session, work.clock)
        yield Ground(engine_name, settings, app, data, services, rows)


@contextmanager
def as_served() -> Iterator[None]:
    """What is loaded by now is no longer searched for garbage: so the server begins (config/gunicorn.conf.py)."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _database(server: str, name: str) -> str:
    admin = create_engine(server.format("postgres"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    return server.format(name)


def fill(engine: Engine, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert many rows of the same columns in one transaction."""
    if engine.dialect.name == "postgresql" and rows:
        _copy(engine, table, rows)
        return
    with engine.execution_options(**{WRITE: True}).begin() as connection:
        for start in range(0, len(rows), _BATCH):
            connection.execute(insert(table), rows[start : start + _BATCH])


def _copy(engine: Engine, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    names = list(rows[0])
    columns = ", ".join(f'"{table.c[name].name}"' for name in names)
    with engine.begin() as connection:
        cursor = connection.connection.cursor()
        # COPY does not go through the second wall: it opens for this transaction, for nobody else.
        cursor.execute(f'ALTER TABLE "{table.name}" NO FORCE ROW LEVEL SECURITY')
        with cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row([json.dumps(row[name]) if type(row[name]) is list else row[name] for name in names])
        if table.name in {ROOT, *behind_the_wall()}:
            cursor.execute(f'ALTER TABLE "{table.name}" FORCE ROW LEVEL SECURITY')


def make_keys(ground: Ground, holders: Sequence[UUID]) -> None:
    """A data key for each of these holders, who are known to have none, with a first block of seals."""
    vault = ground.services.vault
    for start in range(0, len(holders), _BATCH):
        vault.budget.add(vault.new_keys([(holder, 1) for holder in holders[start : start + _BATCH]]))


def settle(ground: Ground) -> None:
    """Let the engine take stock of what was put in, as it would have done in the course of days."""
    option, command = {"isolation_level": "AUTOCOMMIT"}, "VACUUM ANALYZE"
    if ground.engine_name == "sqlite":
        option, command = {SINGLE: True}, "ANALYZE"
    for engine in (ground.data, ground.services.vault.keystore.engine):
        with engine.connect().execution_options(**option) as connection:
            connection.execute(text(command))
        # A connection that is open already goes on with what it knew.
        engine.dispose()


def invented(number: int) -> dict[str, str]:
    """Names and numbers of nobody: the serial of the national number does not exist."""
    chance = random.Random(number)
    return {
        "family_name": "".join(chance.choices("abdeiklmnorstuv", k=chance.randint(5, 13))).title(),
        "given_name": "".join(chance.choices("aeilmnorst", k=chance.randint(3, 9))).title(),
        "national_number": f"{number % 1_000_000_000_00:011d}",
        "phone": f"0470 {chance.randint(0, 999_999):06d}",
    }

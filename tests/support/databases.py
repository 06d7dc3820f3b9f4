"""An empty installation per test, copied from a template that `init` made once per run and engine."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from sqlalchemy import NullPool, create_engine, make_url, text
from sqlalchemy.orm import Session

from app.core.db import make_engine, transaction
from app.crypto.roots import Root, RootSet
from app.installation import initialise
from app.policy_data import load_policy_data
from config.settings import Environment, Settings

ENGINES = ("sqlite", "postgresql")
TEST_ROOTS = RootSet({(root, 1): bytes([number]) * 32 for number, root in enumerate(Root, start=1)})


@dataclass
class Template:
    """An initialised installation that tests copy."""

    copy: Callable[[Path], Settings]
    empty: Callable[[Path], str]
    """Makes a database with nothing in it; takes a folder, returns the address."""
    drop: Callable[[Settings], None]
    """Throws a copy away; hundreds of them would fill the machine."""


def sqlite_template(folder: Path) -> Template:
    """Make the template on SQLite files."""
    original = _settings(folder, f"sqlite:///{folder}/regiodossier.db", f"sqlite:///{folder}/keystore.db")
    _make(original)

    def copy(home: Path) -> Settings:
        home.mkdir(parents=True, exist_ok=True)
        for name in ("regiodossier.db", "keystore.db"):
            shutil.copyfile(folder / name, home / name)
        return _settings(home, f"sqlite:///{home}/regiodossier.db", f"sqlite:///{home}/keystore.db")

    return Template(copy, lambda folder: f"sqlite:///{folder}/empty.db", lambda copied: shutil.rmtree(copied.home))


def postgres_template(server: str, folder: Path) -> Template:
    """Make the template as two databases on a PostgreSQL server (`server` has {} for the name)."""
    admin = create_engine(server.format("postgres"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    mark = uuid4().hex[:8]

    def create(name: str, template: str = "template0") -> str:
        with admin.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy'))
        return server.format(name)

    def drop(copied: Settings) -> None:
        shutil.rmtree(copied.home)
        with admin.connect() as connection:
            for url in (copied.database_url, copied.keystore_url):
                connection.execute(text(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)'))

    original = _settings(folder, create(f"data_{mark}"), create(f"keys_{mark}"))
    _make(original)

    def copy(home: Path) -> Settings:
        home.mkdir(parents=True, exist_ok=True)
        one = uuid4().hex[:8]
        return _settings(
            home, create(f"data_{mark}_{one}", f"data_{mark}"), create(f"keys_{mark}_{one}", f"keys_{mark}")
        )

    return Template(copy, lambda _folder: create(f"empty_{uuid4().hex[:8]}"), drop)


def require(what: str, present: bool) -> str | None:
    """A reason to skip when something is absent; with REQUIRE_ALL=1 its absence is an error."""
    if present:
        return None
    if os.environ.get("REQUIRE_ALL") == "1":
        raise RuntimeError(f"{what} is required (REQUIRE_ALL=1) but absent")
    return f"{what} is not on this machine"


def _make(settings: Settings) -> None:
    """What the command `init` makes: both databases and the policy data."""
    initialise(settings, TEST_ROOTS)
    data = make_engine(settings.database_url)
    with Session(data) as session, transaction(session):
        load_policy_data(session)
    data.dispose()


def _settings(home: Path, database_url: str, keystore_url: str) -> Settings:
    return Settings(Environment.TESTING, home, database_url, keystore_url)

"""An empty installation per test, copied from a template that `init` made once per run and engine."""

import os
import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable
from copy import copy
from pathlib import Path
from typing import Self
from uuid import uuid4

from sqlalchemy import NullPool, create_engine, make_url, text
from sqlalchemy.orm import Session

from app.core.db import make_engine, transaction
from app.crypto.roots import Root, RootSet
from app.installation import initialise
from app.policy_data import load_policy_data
from config.settings import Environment, Settings
from tests.support.postgres import OWNER
from tests.support.recycling import Content, Life

ENGINES = ("sqlite", "postgresql")
TEST_ROOTS = RootSet({(root, 1): bytes([number]) * 32 for number, root in enumerate(Root, start=1)})


class Template(ABC):
    """An initialised installation that tests copy."""

    def __init__(self, original: Settings) -> None:
        self.original = original

    @abstractmethod
    def copy(self, home: Path) -> Settings:
        """An installation of one's own with what this one holds."""

    @abstractmethod
    def empty(self, folder: Path) -> str:
        """The address of a new database with nothing in it."""

    @abstractmethod
    def drop(self, copied: Settings) -> None:
        """Throw a copy away; hundreds of them would fill the machine."""

    def filled(self, home: Path, fill: Callable[[Settings], None]) -> Self:
        """Another template, which holds what `fill` wrote into a copy of this one and closed again."""
        other = copy(self)
        other.original = self.copy(home)
        fill(other.original)
        return other


class SqliteTemplate(Template):
    """Two files, copied."""

    @classmethod
    def make(cls, folder: Path) -> Self:
        original = _settings(folder, _file(folder, "regiodossier"), _file(folder, "keystore"))
        _make(original)
        return cls(original)

    def copy(self, home: Path) -> Settings:
        home.mkdir(parents=True, exist_ok=True)
        for name in ("regiodossier.db", "keystore.db"):
            shutil.copyfile(self.original.home / name, home / name)
        return _settings(home, _file(home, "regiodossier"), _file(home, "keystore"))

    def empty(self, folder: Path) -> str:
        return _file(folder, "empty")

    def drop(self, copied: Settings) -> None:
        shutil.rmtree(copied.home)


class PostgresTemplate(Template):
    """Two databases, copied by their server (`server` has {} for the name), used again when they are put back."""

    def __init__(self, server: str, original: Settings) -> None:
        super().__init__(original)
        self.server = server
        self._contents = Content(original.database_url), Content(original.keystore_url)
        self._in_use: dict[str, tuple[Life, Life]] = {}
        self._idle: list[tuple[Life, Life]] = []

    @classmethod
    def make(cls, server: str, folder: Path) -> Self:
        mark = uuid4().hex[:8]
        new = cls(server, _settings(folder, server.format(f"data_{mark}"), server.format(f"keys_{mark}")))
        for url in (new.original.database_url, new.original.keystore_url):
            new._create(_name(url))
        _make(new.original)
        return new

    def copy(self, home: Path) -> Settings:
        home.mkdir(parents=True, exist_ok=True)
        data, keys = self._idle.pop() if self._idle else self._fresh()
        self._in_use[data.url] = data, keys
        return _settings(home, data.url, keys.url)

    def empty(self, folder: Path) -> str:
        return self._create(f"empty_{uuid4().hex[:8]}")

    def drop(self, copied: Settings) -> None:
        shutil.rmtree(copied.home)
        used = self._in_use.pop(copied.database_url)
        if all(content.restore(life) for content, life in zip(self._contents, used, strict=True)):
            self._idle.append(used)
            return
        for life in used:
            # The server's owner: who looked on as the owner may still be connected, and only an equal ends that.
            self._say(f'DROP DATABASE "{_name(life.url)}" WITH (FORCE)', OWNER)

    def filled(self, home: Path, fill: Callable[[Settings], None]) -> Self:
        original = self.copy(home)
        fill(original)
        return type(self)(self.server, original)

    def _fresh(self) -> tuple[Life, Life]:
        one = uuid4().hex[:8]
        return (
            Life.begin(self._create(f"data_{one}", _name(self.original.database_url))),
            Life.begin(self._create(f"keys_{one}", _name(self.original.keystore_url))),
        )

    def _create(self, name: str, template: str = "template0") -> str:
        self._say(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        return self.server.format(name)

    def _say(self, command: str, account: str | None = None) -> None:
        address = make_url(self.server.format("postgres"))
        if account:
            address = address.set(username=account)
        admin = create_engine(address, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with admin.connect() as connection:
            connection.execute(text(command))


def _file(folder: Path, name: str) -> str:
    return f"sqlite:///{folder}/{name}.db"


def _name(url: str) -> str | None:
    return make_url(url).database


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

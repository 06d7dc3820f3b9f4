"""Fixtures of every test: an installation of its own on each engine, an application, a unit of work."""

import gc
import socket
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from app import create_app
from app.access.actor import Actor, Grant, system_actor
from app.access.work import Services, Work, working
from app.core.clock import FixedClock
from app.crypto.context import current
from app.crypto.errors import NoAccessContext
from app.web.work import KEY
from config.settings import Settings
from tests.support.databases import ENGINES, TEST_ROOTS, PostgresTemplate, SqliteTemplate, Template, require
from tests.support.households import NOON, some_households
from tests.support.network import near_only
from tests.support.people import HouseClient
from tests.support.postgres import private_server, server_binaries
from tests.support.routes import put_off_compiling

put_off_compiling()
TESTS_BETWEEN = 50
"""Tests between two collections of garbage."""
_FINISHED = count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of one file and engine on one worker (`--dist loadgroup`): what they share is made once."""
    for item in items:
        engine = getattr(item, "callspec", None)
        name = "" if engine is None else next((one for one in ENGINES if one in engine.params.values()), "")
        item.add_marker(pytest.mark.xdist_group(f"{item.path.name}-{name}"))


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: the collector need not look at it again a thousand times."""
    gc.set_threshold(50_000, 20, 1_000)
    _tidy()


def pytest_runtest_logfinish() -> None:
    """Throw garbage away after so many tests, not whenever it may be time: looking for it took half of the run."""
    if next(_FINISHED) % TESTS_BETWEEN == 0:
        _tidy()


def _tidy() -> None:
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _no_context_left_open() -> Iterator[None]:
    """An access context that outlives its test would let the next one open what it may not."""
    yield
    with pytest.raises(NoAccessContext):
        current()


@pytest.fixture(scope="session", autouse=True)
def _no_line_to_elsewhere() -> Iterator[None]:
    """Python opens no connection beyond this machine, in no test (ASVS 13.2.4)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", near_only(socket.socket.connect))
        yield


@pytest.fixture(scope="session")
def _sqlite(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return SqliteTemplate.make(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def _postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    reason = require("PostgreSQL", server_binaries() is not None)
    if reason:
        pytest.skip(reason)
    with private_server() as server:
        yield PostgresTemplate.make(server, tmp_path_factory.mktemp("template-pg"))


@pytest.fixture(scope="session")
def _sqlite_households(_sqlite: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    return _sqlite.filled(tmp_path_factory.mktemp("households"), some_households)


@pytest.fixture(scope="session")
def _postgresql_households(_postgresql: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    return _postgresql.filled(tmp_path_factory.mktemp("households-pg"), some_households)


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    """Runs the test once per engine."""
    return request.param


@pytest.fixture
def settings(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Settings of a fresh, initialised installation; with the mark `households` some people are in it already."""
    content = "_households" if request.node.get_closest_marker("households") else ""
    template: Template = request.getfixturevalue(f"_{engine_name}{content}")
    fresh = template.copy(tmp_path / "home")
    yield fresh
    template.drop(fresh)


@pytest.fixture
def clock() -> FixedClock:
    """Noon in Brussels on 16 March 2026, a Monday, until the test sets it."""
    return FixedClock(NOON)


@pytest.fixture(scope="session")
def _compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Every test has an application of its own; they need not all compile the same templates."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(settings: Settings, clock: FixedClock, _compiled: FileSystemBytecodeCache) -> Iterator[Flask]:
    """The application on a fresh installation. No application context is open."""
    from app.web.extensions import db

    application = create_app(settings, clock=clock, roots=TEST_ROOTS)
    application.test_client_class = HouseClient
    application.jinja_env.bytecode_cache = _compiled
    yield application
    with application.app_context():
        db.engine.dispose()
    application.extensions[KEY].vault.keystore.engine.dispose()


@pytest.fixture
def services(app: Flask) -> Services:
    """What the application runs on."""
    return app.extensions[KEY]


@pytest.fixture
def work(services: Services) -> Iterator[Work]:
    """Work of the system account; use `with work.transaction():` around changes."""
    with working(services, system_actor("test"), "test") as open_work:
        yield open_work


@pytest.fixture
def as_actor(services: Services, work: Work) -> Iterator[Callable[..., Work]]:
    """Makes work of an actor with one grant: `as_actor("social_worker", "woonclub", "34022")`.

    Rests on `work`, so that access contexts end in the opposite order of their beginning.
    """
    from contextlib import ExitStack

    from app.core.uid import new_uid

    with ExitStack() as stack:

        def make(role: str, project: str | None = None, organisation: str | None = None) -> Work:
            uid = new_uid()
            actor = Actor(f"user:{uid}", (Grant(role, project, organisation),), uid)
            return stack.enter_context(working(services, actor, "test"))

        yield make

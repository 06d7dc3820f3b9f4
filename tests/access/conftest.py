"""The world of the matrix: made once per engine, with the organisations of the region."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import create_app
from app.cases.kinds import install_kinds, kinds
from app.core.clock import FixedClock
from app.policy_data import load_policy_data
from app.web.extensions import db
from tests.access.world import World
from tests.support.cases import KIND, add_codes
from tests.support.databases import ENGINES, TEST_ROOTS
from tests.support.people import HouseClient


@contextmanager
def made(engine_name: str, request: pytest.FixtureRequest, home: Path) -> Iterator[World]:
    """An installation with the organisations of the region and a kind of case of the tests."""
    settings = request.getfixturevalue(f"_{engine_name}").copy(home)
    clock = FixedClock(datetime(2026, 3, 16, 11, 0, tzinfo=UTC))
    world = World(create_app(settings, clock=clock, roots=TEST_ROOTS))
    world.app.test_client_class = HouseClient
    with world.work() as work, work.transaction():
        load_policy_data(work.session, clock)
        add_codes(work.session)
    real = kinds()
    install_kinds([*real, KIND])
    yield world
    install_kinds(real)
    with world.app.app_context():
        db.engine.dispose()
    world.services.vault.keystore.engine.dispose()


@pytest.fixture(scope="package", params=ENGINES)
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One installation that all tests of the matrix share."""
    with made(request.param, request, tmp_path_factory.mktemp("matrix")) as one:
        yield one


@pytest.fixture
def ill_treated(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """One for the test alone that leaves nothing as it was."""
    with made(engine_name, request, tmp_path / "home") as one:
        yield one

"""The world of the matrix: made once per engine, with the organisations of the region."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from app import create_app
from app.core.clock import FixedClock
from app.policy_data import load_policy_data
from app.web.extensions import db
from tests.access.world import World
from tests.support.databases import ENGINES, TEST_ROOTS
from tests.support.people import HouseClient


@pytest.fixture(scope="package", params=ENGINES)
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One installation that all tests of the matrix share."""
    settings = request.getfixturevalue(f"_{request.param}").copy(tmp_path_factory.mktemp("matrix"))
    clock = FixedClock(datetime(2026, 3, 16, 11, 0, tzinfo=UTC))
    made = World(create_app(settings, clock=clock, roots=TEST_ROOTS))
    made.app.test_client_class = HouseClient
    with made.work() as work, work.transaction():
        load_policy_data(work.session, clock)
    yield made
    with made.app.app_context():
        db.engine.dispose()
    made.services.vault.keystore.engine.dispose()

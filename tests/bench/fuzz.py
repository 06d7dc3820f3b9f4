"""Twenty thousand requests that nobody means well with: no fault of ours, and nothing changed without a token."""

from collections.abc import Iterator

from app import create_app
from app.cases.kinds import install_kinds, kinds
from app.core.clock import FixedClock
from tests.access.expectations import expectations
from tests.access.world import World
from tests.bench.ground import Ground
from tests.bench.row import Row, seconds
from tests.support.cases import KIND, add_codes
from tests.support.fuzz import Fuzzer
from tests.support.households import NOON
from tests.support.people import HouseClient

REQUESTS = 20_000


def measure(ground: Ground) -> Iterator[Row]:
    """Rows of the table; on SQLite alone, since what is tried is the program and not the database."""
    if ground.engine_name != "sqlite":
        return
    # The same day as in the tests: what the pages are about has dates of its own.
    app = create_app(ground.settings, clock=FixedClock(NOON))
    app.test_client_class = HouseClient
    world, expected, real = World(app), expectations(), kinds()
    with world.work() as work, work.transaction():
        add_codes(work.session)
    install_kinds([*real, KIND])
    fuzzer = Fuzzer(world)
    each = -(-ground.scaled(REQUESTS) // len(expected))
    try:
        took = seconds(lambda: fuzzer.run(expected, each))
    finally:
        install_kinds(real)
    for place, request in sorted(fuzzer.found.faults.items()):
        print(f"FAULT {place}: {request}")
    yield Row("requests nobody means well with", "in all", fuzzer.found.requests)
    yield Row("requests a second", "per s", fuzzer.found.requests / took)
    yield Row("faults and changes without a token", "in all", len(fuzzer.found.faults), None, 0)

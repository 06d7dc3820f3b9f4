"""The list of cases through a real request: 50 rows out of 100,000, names opened and the consultation recorded."""

import re
from collections.abc import Iterator

from tests.bench.caseload import build
from tests.bench.ground import Ground, as_served
from tests.bench.row import Row, median, seconds
from tests.support.people import HouseClient, sign_in

ROWS = 100_000
BAR_MS = 25
_REQUESTS = 60


def measure(ground: Ground) -> Iterator[Row]:
    """Rows of the table for one engine."""
    count = ground.scaled(ROWS)
    build(ground, count)
    ground.app.test_client_class = HouseClient
    for role, organisation, of in (("coordinator", "W13", "region"), ("social_worker", "34022", "one municipality")):
        client = sign_in(ground.app.test_client(), role, "woonclub", organisation)
        name = f"list of 50 out of {count:,} cases, {of}"
        yield Row(name, "ms", _typical(client, "/dossiers"), bar=BAR_MS)
        deep = "/dossiers"
        for _ in range(5):
            older = re.search(r'href="(/dossiers\?[^"]*na=[^"]*)"', client.get(deep).text)
            deep = older[1].replace("&amp;", "&") if older else deep
        yield Row(f"{name}, sixth page", "ms", _typical(client, deep), bar=BAR_MS)


def _typical(client: HouseClient, address: str) -> float:
    """Milliseconds of the request in the middle, after some to warm up."""

    def ask() -> None:
        page = client.get(address)
        if page.status_code != 200 or page.text.count("/dossiers/WC-") < 50:
            raise RuntimeError(f"not the list that was asked: {page.status}")

    for _ in range(5):
        ask()
    with as_served():
        return median([seconds(ask) for _ in range(_REQUESTS)]) * 1000

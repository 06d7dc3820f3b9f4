"""A working day of eight colleagues at once: filtered lists, a name looked up, a contact saved, a match.

Each of them asks again about a second after the answer, which is sooner than anybody reads a page.
"""

import gc
import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from app.cases.models import Case
from app.clients.bulk import PersonRow, register_persons_bulk
from app.clients.identity import Identity
from app.clients.scan import SCAN_LIMIT
from app.core.model import table_of
from app.projects.woonclub.models_intake import Wish
from app.projects.woonclub.models_listings import Listing
from app.projects.woonclub.rules_listings import monday_of
from tests.bench.caseload import build
from tests.bench.ground import Ground, fill, invented, settle
from tests.bench.row import Row
from tests.oracle.register import MUNICIPALITIES
from tests.support.people import HouseClient, add_person, post, sign_in_as

CASES, PERSONS, HOMES = 100_000, 200_000, 2_000
USERS, TURNS = 8, 12
READING = (0.5, 1.5)
LIST_MS, NAME_MS, SAVE_MS, MATCH_MS = 100, 100, 150, 150
_BATCH = 2_000
_Ask = Callable[[HouseClient, random.Random], int]


def measure(ground: Ground) -> Iterator[Row]:
    """Rows of the table for one engine: the slowest one in twenty of eight users at once."""
    cases = ground.scaled(CASES)
    build(ground, cases)
    names = _people(ground, ground.scaled(PERSONS))
    homes, numbers = _homes(ground, ground.scaled(HOMES)), _open_numbers(ground)
    ground.app.test_client_class = HouseClient
    # As the server does once it is ready: what is loaded for good is not looked through for garbage.
    gc.collect()
    gc.freeze()

    def p95(ask: _Ask, wanted: int) -> float:
        return _p95(ground, ask, wanted)

    def listed(client: HouseClient, chance: random.Random) -> int:
        place = chance.choice(MUNICIPALITIES)
        return client.get(f"/dossiers?toon=stil&gemeente={place}&fase=actief_zoeken").status_code

    def named(client: HouseClient, chance: random.Random) -> int:
        return post(client, "/personen/zoeken", {"q": chance.choice(names)}).status_code

    def misspelt(client: HouseClient, chance: random.Random) -> int:
        return post(client, "/personen/zoeken", {"q": chance.choice(names[-SCAN_LIMIT:])[:-1]}).status_code

    def noted(client: HouseClient, chance: random.Random) -> int:
        said = {"kind": "gesprek", "on": f"{ground.services.clock.today():%d/%m/%Y}", "text": "Proef"}
        return post(client, f"/dossiers/{chance.choice(numbers)}/contact", said).status_code

    def for_household(client: HouseClient, chance: random.Random) -> int:
        return client.get(f"/woonclub/{chance.choice(numbers)}/aanbod").status_code

    def for_home(client: HouseClient, chance: random.Random) -> int:
        return client.get(f"/woonclub/aanbod/{chance.choice(homes)}").status_code

    yield Row(f"silent cases of one place out of {cases:,}, p95 of {USERS} users", "ms", p95(listed, 200), bar=LIST_MS)
    yield Row(f"name among {len(names):,} persons, p95 of {USERS} users", "ms", p95(named, 200), bar=NAME_MS)
    yield Row(f"name with a letter missing among the newest {SCAN_LIMIT:,}, p95", "ms", p95(misspelt, 200), bar=NAME_MS)
    yield Row(f"contact saved, p95 of {USERS} users", "ms", p95(noted, 303), bar=SAVE_MS)
    yield Row(f"{len(homes):,} homes for a household, p95", "ms", p95(for_household, 200), bar=MATCH_MS)
    yield Row(f"{len(numbers):,} households for a home, p95", "ms", p95(for_home, 200), bar=MATCH_MS)


def _p95(ground: Ground, ask: _Ask, wanted: int) -> float:
    # An account for each question: searching has a pace.
    colleague = add_person(ground.app, "coordinator", None, "W13")
    with ThreadPoolExecutor(USERS) as pool:
        users = [pool.submit(_times, ground, colleague, ask, wanted, seed) for seed in range(USERS)]
        found = sorted(each for user in users for each in user.result())
    return found[int(len(found) * 0.95)] * 1000


def _times(
    ground: Ground, user: object, ask: Callable[[HouseClient, random.Random], int], wanted: int, seed: int
) -> list[float]:
    client, chance, found = sign_in_as(ground.app.test_client(), user), random.Random(seed), []
    for turn in range(TURNS + 2):
        time.sleep(chance.uniform(*READING))
        start = time.perf_counter()
        status = ask(client, chance)
        if status != wanted:
            raise RuntimeError(f"not the page that was asked: {status}")
        # The first two warm up.
        found += [time.perf_counter() - start] if turn > 1 else []
    return found


def _people(ground: Ground, count: int) -> list[str]:
    """So many people beside those of the cases, found by name."""
    names: list[str] = []
    for start in range(0, count, _BATCH):
        batch = [invented(5_000_000 + number) for number in range(start, min(start + _BATCH, count))]
        rows = [
            PersonRow(Identity(family_name=one["family_name"], given_name=one["given_name"]), "34022") for one in batch
        ]
        with ground.work() as work, work.transaction():
            register_persons_bulk(work, rows)
        names += [f"{one['given_name']} {one['family_name']}" for one in batch]
    settle(ground)
    return names


def _homes(ground: Ground, count: int) -> list[str]:
    """So many homes on offer this week."""
    chance, week_on = random.Random(4), monday_of(ground.services.clock.today())
    listings = [
        Listing(
            ref=f"HA-{number}",
            municipality=chance.choice(MUNICIPALITIES),
            address=f"Proefstraat {number}",
            rent_cents=chance.randrange(50_000, 120_000),
            bedrooms=chance.randrange(5),
            first_seen_on=week_on - timedelta(weeks=1),
            last_seen_on=week_on,
            version=1,
        )
        for number in range(count)
    ]
    names = [column.name for column in table_of(Listing).columns]
    fill(ground.data, table_of(Listing), [{name: getattr(one, name) for name in names} for one in listings])
    return [str(one.uid) for one in listings]


def _open_numbers(ground: Ground) -> list[str]:
    """Two thousand searches that go on; the others of the register count as closed."""
    with ground.work() as work, work.transaction():
        running = select(Case.number).where(Case.closed_on.is_(None)).order_by(Case.uid).limit(HOMES)
        numbers = list(work.session.scalars(running))
        others = table_of(Case)
        work.session.execute(
            others.update()
            .where(others.c.closed_on.is_(None), others.c.number.not_in(select(running.subquery().c.number)))
            .values(phase="gepauzeerd")
        )
    with ground.work() as work:
        _wishes(ground, list(work.session.scalars(running.with_only_columns(Case.uid))))
    return numbers


def _wishes(ground: Ground, cases: list[UUID]) -> None:
    """What these households look for."""
    chance = random.Random(5)
    rows = [
        {"uid": case, "municipalities": chance.sample(MUNICIPALITIES, 3), "bedrooms": None, "version": 1}
        | {"max_rent_cents": chance.randrange(50_000, 100_000), "accessible": False, "pets": False}
        for case in cases
    ]
    fill(ground.data, table_of(Wish), rows)

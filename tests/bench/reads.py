"""Sealed against plain: 50,000 persons read as objects, four attributes each, every person under a key of their own."""

from collections.abc import Iterator
from itertools import islice

from sqlalchemy import select

from app.clients.models import Person
from app.core.uid import new_uid
from app.crypto.sealed import load_keys
from tests.bench.ground import Ground, fill, invented, make_keys, settle
from tests.bench.plain import PlainBase, PlainPerson
from tests.bench.row import Row, against

ROWS = 50_000
BAR = 1.9
BAR_UNOPENED = 1.1
NAMES = ("family_name", "given_name", "national_number", "phone")
_STEP = 1000


def measure(ground: Ground) -> Iterator[Row]:
    """Rows of the table for one engine."""
    count = ground.scaled(ROWS)
    build(ground, count)

    def sealed() -> int:
        with ground.work() as work:
            total = 0
            query = select(Person).execution_options(yield_per=_STEP)
            for persons in work.session.scalars(query).partitions():
                load_keys(persons)
                total += sum(len(getattr(person, name)) for person in persons for name in NAMES)
            return total

    def unopened() -> int:
        with ground.work() as work:
            query = select(Person).execution_options(yield_per=_STEP)
            return sum(len(person.organisation) for person in work.session.scalars(query))

    def plain() -> int:
        with ground.work() as work:
            total = 0
            query = select(PlainPerson).execution_options(yield_per=_STEP)
            for persons in work.session.scalars(query).partitions():
                total += sum(len(getattr(person, name)) for person in persons for name in NAMES)
            return total

    if sealed() != plain():
        raise RuntimeError("sealed and plain persons differ")
    figure, reference = against(sealed, plain)
    yield Row(f"{count:,} persons read, 4 sealed columns opened", "s", figure, reference, BAR)
    figure, reference = against(unopened, plain)
    yield Row(f"{count:,} persons read, none opened", "s", figure, reference, BAR_UNOPENED)


def build(ground: Ground, count: int) -> None:
    PlainBase.metadata.create_all(ground.data)
    numbers = iter(range(count))
    while step := list(islice(numbers, 10_000)):
        uids = [new_uid() for _ in step]
        make_keys(ground, uids)
        with ground.work() as work:
            work.context.ring.load(uids)
            base = {"is_protected": False, "organisation": "34022", "created_at": work.clock.now(), "version": 1}
            plain = [base | {"uid": uid} | invented(number) for uid, number in zip(uids, step, strict=True)]
            sealed = [
                base | {"uid": row["uid"]} | {f"{name}_cell": _cell(name, row) for name in NAMES} for row in plain
            ]
        fill(ground.data, PlainPerson.__table__, plain)
        fill(ground.data, Person.__table__, sealed)
    settle(ground)


def _cell(name: str, row: dict) -> bytes:
    return getattr(Person, name).seal_for(row["uid"], row["uid"], row[name])

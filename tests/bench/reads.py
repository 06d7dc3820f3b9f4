"""Sealed against plain: 50,000 rows read as objects, four attributes each; of few keyholders and of many."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import select

from app.clients.models import Person
from app.core.uid import new_uid
from app.crypto.sealed import load_keys
from tests.bench.ground import Ground, as_served, fill, invented, make_keys, settle
from tests.bench.plain import PlainBase, PlainPaper, PlainPerson, SealedPaper
from tests.bench.row import Row, against

ROWS = 50_000
ROWS_OF_ONE = 4
"""Rows under one key, as where the bar was measured: 12,500 keys for 50,000 rows."""
BAR = 1.9
BAR_UNOPENED = 1.1
TEXTS = ("first", "second", "third", "fourth")
NAMES = ("family_name", "given_name", "national_number", "phone")
_STEP = 1000


def measure(ground: Ground) -> Iterator[Row]:
    """Rows of the table for one engine."""
    count = ground.scaled(ROWS)
    papers(ground, count)
    build(ground, count)
    sealed, plain = reader(ground, SealedPaper, TEXTS), reader(ground, PlainPaper, TEXTS)
    if sealed() != plain():
        raise RuntimeError("sealed and plain papers differ")
    yield Row(
        f"{count:,} rows of {count // ROWS_OF_ONE:,} keyholders, 4 sealed columns", "s", *against(sealed, plain), BAR
    )
    unopened = reader(ground, SealedPaper, ())
    yield Row(f"{count:,} rows read, none opened", "s", *against(unopened, plain), BAR_UNOPENED)
    with as_served():
        yield Row("the same, all opened, collector as on the server", "s", *against(sealed, plain))
    sealed, plain = reader(ground, Person, NAMES), reader(ground, PlainPerson, NAMES)
    if sealed() != plain():
        raise RuntimeError("sealed and plain persons differ")
    yield Row(f"{count:,} persons, each under an own key, 4 sealed columns", "s", *against(sealed, plain))


def reader(ground: Ground, model: Any, names: tuple[str, ...]) -> Callable[[], int]:
    """Reads every row of a table as objects and these attributes of each; tells how many characters that were."""

    def read() -> int:
        with ground.work() as work:
            total = 0
            query = select(model).execution_options(yield_per=_STEP)
            for rows in work.session.scalars(query).partitions():
                if names and hasattr(model, "keyholder_uid"):
                    load_keys(rows)
                total += sum(len(getattr(row, name)) for row in rows for name in names)
            return total

    return read


def papers(ground: Ground, count: int) -> None:
    """Rows of four texts, sealed and in plain columns."""
    PlainBase.metadata.create_all(ground.data)
    holders = [new_uid() for _ in range(-(-count // ROWS_OF_ONE))]
    make_keys(ground, holders)
    plain = [
        {"uid": new_uid(), "holder_uid": holders[number // ROWS_OF_ONE]}
        | {name: f"{name[0]}{number:039d}" for name in TEXTS}
        for number in range(count)
    ]
    with ground.work() as work:
        work.context.ring.load(holders)
        sealed = [
            {"uid": row["uid"], "holder_uid": row["holder_uid"]}
            | {
                f"{name}_cell": getattr(SealedPaper, name).seal_for(row["uid"], row["holder_uid"], row[name])
                for name in TEXTS
            }
            for row in plain
        ]
    fill(ground.data, PlainPaper.__table__, plain)
    fill(ground.data, SealedPaper.__table__, sealed)


def build(ground: Ground, count: int) -> None:
    """Persons, sealed and in plain columns."""
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

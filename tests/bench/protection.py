"""What protection costs, beside raw AES-GCM and beside what most programs on SQLAlchemy use: StringEncryptedType."""

import io
import os
import tracemalloc
from collections.abc import Callable, Iterator

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Unicode, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry
from sqlalchemy_utils import StringEncryptedType
from sqlalchemy_utils.types.encrypted.encrypted_type import AesGcmEngine

from app.audit.chain import append, chain_key, verify
from app.clients.models import Person
from app.core.db import transaction
from app.core.uid import new_uid
from app.crypto.context import current
from app.crypto.file_cipher import new_file_key, open_stream, seal_stream
from tests.bench.ground import Ground
from tests.bench.plain import SealedPaper
from tests.bench.reads import ROWS, TEXTS, papers, reader
from tests.bench.row import Row, against, seconds

CELLS = 20_000
RECORDS = 100_000
FILE = 32 * 1024 * 1024
_TEXT = "Een naam van veertig tekens, ongeveer zo"
_KEY = AESGCM.generate_key(256)
_STEP = 1000


class UtilsBase(DeclarativeBase):
    registry = registry()


def _encrypted() -> StringEncryptedType:
    return StringEncryptedType(Unicode, "a passphrase of the bench", AesGcmEngine)


class UtilsPaper(UtilsBase):
    """The same four texts under one key, as the library of comparison seals them."""

    __tablename__ = "bench_utils_paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    first: Mapped[str] = mapped_column(_encrypted())
    second: Mapped[str] = mapped_column(_encrypted())
    third: Mapped[str] = mapped_column(_encrypted())
    fourth: Mapped[str] = mapped_column(_encrypted())


def measure(ground: Ground) -> Iterator[Row]:
    """Rows of the table for one engine."""
    yield from _cells(ground)
    yield from _people(ground)
    yield from _audit(ground)
    if ground.engine_name == "sqlite":
        yield from _files()


def _cells(ground: Ground) -> Iterator[Row]:
    count, holder, row = ground.scaled(CELLS), new_uid(), new_uid()
    column, engine = Person.family_name, _encrypted()
    raw = AESGCM(_KEY)

    def ours() -> None:
        for _ in range(count):
            column.open_unseen(row, holder, column.seal_for(row, holder, _TEXT))

    def plain() -> None:
        for _ in range(count):
            nonce = os.urandom(12)
            raw.decrypt(nonce, raw.encrypt(nonce, _TEXT.encode(), None), None)

    def theirs() -> None:
        for _ in range(count):
            engine.process_result_value(engine.process_bind_param(_TEXT, None), None)

    with ground.work():
        figure, reference = _per(count, against(ours, plain))
        yield Row("a cell sealed and opened, beside raw AES-GCM", "us", figure, reference, 1.8)
        figure, reference = _per(count, against(ours, theirs, rounds=3))
        yield Row("the same, beside StringEncryptedType", "us", figure, reference, 1 / 3.5)


def _per(count: int, pair: tuple[float, float]) -> tuple[float, float]:
    return pair[0] / count * 1e6, pair[1] / count * 1e6


def _people(ground: Ground) -> Iterator[Row]:
    """As the bars were measured: 50,000 rows of four texts, four rows of each keyholder."""
    count = ground.scaled(ROWS)
    papers(ground, count)
    UtilsBase.metadata.create_all(ground.data)
    with ground.services.new_session() as session, transaction(session):
        for start in range(0, count, _STEP):
            session.add_all(
                UtilsPaper(id=number + 1, **{name: f"{name[0]}{number:039d}" for name in TEXTS})
                for number in range(start, start + _STEP)
            )
            session.flush()
            session.expunge_all()
    sealed, theirs = reader(ground, SealedPaper, TEXTS), reader(ground, UtilsPaper, TEXTS)
    figure, reference = against(sealed, theirs, rounds=3)
    yield Row(f"{count:,} rows opened, beside StringEncryptedType", "s", figure, reference, 1 / 3.5)
    figure, reference = against(lambda: _in_bulk(ground), lambda: _raw_limit(ground), rounds=3)
    yield Row(f"{count:,} rows opened in bulk, beside bare AES-GCM", "s", figure, reference, 1.5)


def _rows(ground: Ground, take: Callable[..., int]) -> int:
    columns = [SealedPaper.uid, SealedPaper.holder_uid, *(getattr(SealedPaper, f"{name}_cell") for name in TEXTS)]
    with ground.work() as work:
        return sum(take(rows) for rows in work.session.execute(select(*columns)).partitions(_STEP))


def _in_bulk(ground: Ground) -> int:
    sealed = [getattr(SealedPaper, name) for name in TEXTS]

    def take(rows: list) -> int:
        current().ring.load(row[1] for row in rows)
        return sum(
            len(column.open_unseen(uid, holder, stored))
            for uid, holder, *cells in rows
            for column, stored in zip(sealed, cells, strict=True)
        )

    return _rows(ground, take)


def _raw_limit(ground: Ground) -> int:
    """The least that any program with a key for each keyholder does: read, make the cipher, decrypt four times."""
    nonce, held = bytes(12), {}

    def take(rows: list) -> int:
        total = 0
        for row in rows:
            size = len(row[2]) - 32
            sealed = held.setdefault(size, AESGCM(_KEY).encrypt(nonce, bytes(size), None))
            if row[1] != held.get("holder"):
                AESGCM(_KEY).decrypt(nonce, sealed, None)
                held["holder"], held["cipher"] = row[1], AESGCM(_KEY)
            total += sum(len(held["cipher"].decrypt(nonce, sealed, None)) for _ in TEXTS)
        return total

    return _rows(ground, take)


def _audit(ground: Ground) -> Iterator[Row]:
    count, keys = ground.scaled(RECORDS), chain_key(ground.services.vault.roots)
    entry = {
        "at": ground.services.clock.now(), "actor": "user:bench", "action": "consult", "entity": "keyholder",
        "entity_uid": None, "case_uid": None, "fields": ["person.family_name"], "purpose": "bench", "detail": None,
        "request_id": "0" * 16,
    }  # fmt: skip
    with ground.services.new_session() as session:
        for start in range(0, count, _STEP * 10):
            with transaction(session):
                append(
                    session, keys, [entry | {"entity_uid": new_uid()} for _ in range(min(_STEP * 10, count - start))]
                )
        known = verify(session, keys)
        if known.first_bad is not None:
            raise RuntimeError("the chain is not sound")
        took = min(seconds(lambda: verify(session, keys)) for _ in range(3))
    yield Row("audit records verified", "per s", known.records / took, None, 100_000, higher_is_better=True)


def _files() -> Iterator[Row]:
    content, key, file, holder = os.urandom(FILE), new_file_key(), new_uid(), new_uid()
    sealed = list(seal_stream(key, file, holder, io.BytesIO(content)))
    directions = {
        "sealed": lambda: sum(map(len, seal_stream(key, file, holder, io.BytesIO(content)))),
        "opened": lambda: sum(map(len, open_stream(key, file, holder, sealed))),
    }
    for what, run in directions.items():
        run()
        speed = FILE / min(seconds(run) for _ in range(5)) / 1e9
        yield Row(f"a document of 32 MiB {what}", "GB/s", speed, None, 2.0 if what == "sealed" else 1.0, True)
        tracemalloc.start()
        run()
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        yield Row(f"memory while it is {what}", "MB", peak / 1e6, None, 1.0)

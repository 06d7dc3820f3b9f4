"""The key-encryption root replaced: 50,000 data keys wrapped again, every 500 of them on disk before the next."""

from collections.abc import Iterator

from app.core.uid import new_uid
from app.crypto.key_tasks import TaskKind
from app.crypto.rewrapping import keys_before, rewrap
from app.crypto.roots import Root
from tests.bench.ground import Ground, make_keys, settle
from tests.bench.row import Row, seconds

ROWS = 50_000
BAR = 1.0
_ROUNDS = 3


def measure(ground: Ground) -> Iterator[Row]:
    """Rows of the table for one engine."""
    count = ground.scaled(ROWS)
    make_keys(ground, [new_uid() for _ in range(count)])
    settle(ground)
    vault = ground.services.vault
    times = []
    for generation in range(2, 2 + _ROUNDS):
        task = vault.tasks.begin(TaskKind.ROOT, generation - 1, generation)
        vault.roots.create(Root.KEY_ENCRYPTION, generation)
        times.append(seconds(lambda task=task: rewrap(vault, task, lambda *_: None)))
        if keys_before(vault, generation):
            raise RuntimeError("not all keys were wrapped again")
    yield Row(f"{count:,} data keys wrapped again", "s", min(times), bar=BAR)

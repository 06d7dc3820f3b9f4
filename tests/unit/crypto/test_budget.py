"""Seals are counted without a write per seal, never too few, and a key that reached its limit gets a successor."""

import pytest
from sqlalchemy import event, select, update

from app.core.uid import new_uid
from app.crypto import cell
from app.crypto.errors import KeyMissing, SealBroken
from app.crypto.keystore import data_key
from app.crypto.vault import LAST_KEY_GENERATION, Vault

WHERE = cell.place("person", "family_name_cell")


def sealed_by(ring, holder, text=b"Voorbeeld"):
    return ring.seal(WHERE, holder, holder, text, 16)


def counted(vault, holder):
    with vault.keystore.engine.connect() as connection:
        query = select(data_key.c.generation, data_key.c.seals).where(data_key.c.holder_uid == holder)
        return dict(connection.execute(query).all())


@pytest.fixture
def strict(vault):
    """The same keystore with a limit that a test can reach."""
    return Vault(vault.roots, vault.keystore, seal_limit=3)


@pytest.fixture
def writes(vault):
    """Every statement that changes the keystore."""
    seen = []

    def note(_connection, _cursor, statement, *_rest):
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            seen.append(statement.split()[0])

    event.listen(vault.keystore.engine, "before_cursor_execute", note)
    return seen


def test_a_new_key_is_stored_with_its_first_block(vault, writes):
    holder, ring = new_uid(), vault.ring()
    for _ in range(100):
        sealed_by(ring, holder)
    assert writes == ["INSERT"]
    assert counted(vault, holder)[1] >= 100


def test_requests_of_one_process_share_a_block(vault, writes):
    holder = new_uid()
    for _ in range(20):
        sealed_by(vault.ring(), holder)
    assert writes == ["INSERT"]


def test_a_process_that_dies_counts_what_it_might_have_sealed(vault):
    holder = new_uid()
    sealed_by(vault.ring(), holder)
    first = counted(vault, holder)[1]
    for turn in range(1, 4):
        sealed_by(Vault(vault.roots, vault.keystore).ring(), holder)
        assert counted(vault, holder)[1] == first * (turn + 1)


def test_the_limit_forces_a_new_generation_and_both_open(strict):
    holder, ring = new_uid(), strict.ring()
    cells = [sealed_by(ring, holder, str(number).encode()) for number in range(10)]
    assert [cell.generation_of(one) for one in cells] == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4]
    assert counted(strict, holder) == {1: 3, 2: 3, 3: 3, 4: 3}
    fresh = strict.ring()
    assert [fresh.unseal(WHERE, holder, holder, one) for one in cells] == [str(n).encode() for n in range(10)]


def test_processes_together_never_pass_the_limit(vault):
    holder = new_uid()
    vaults = [Vault(vault.roots, vault.keystore, seal_limit=3) for _ in range(3)]
    rings = [one.ring() for one in vaults]
    cells = [sealed_by(ring, holder) for _ in range(5) for ring in rings]
    used = [cell.generation_of(one) for one in cells]
    assert max(used.count(generation) for generation in used) <= 3
    assert all(vault.ring().unseal(WHERE, holder, holder, one) == b"Voorbeeld" for one in cells)


def test_many_holders_are_reserved_in_one_transaction(vault, writes):
    holders = [new_uid() for _ in range(50)]
    vault.make_keys(holders)
    other = Vault(vault.roots, vault.keystore)
    ring = other.ring()
    ring.load(holders)
    ring.reserve(holders)
    before = len(writes)
    for holder in holders:
        sealed_by(ring, holder)
    assert len(writes) == before


def test_nothing_is_sealed_with_a_key_that_was_destroyed(strict):
    holder, ring = new_uid(), strict.ring()
    for _ in range(3):
        sealed_by(ring, holder)
    strict.keystore.destroy(holder)
    with pytest.raises(KeyMissing):
        sealed_by(ring, holder)
    assert counted(strict, holder) == {}


def test_generations_end(strict):
    holder = new_uid()
    strict.make_keys([holder])
    with strict.keystore.writing() as connection:
        connection.execute(update(data_key).values(generation=LAST_KEY_GENERATION, seals=3))
    other = Vault(strict.roots, strict.keystore, seal_limit=3)
    with pytest.raises(SealBroken):
        sealed_by(other.ring(), holder)

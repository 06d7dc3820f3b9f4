"""Data keys: stored before they seal, one per holder whoever makes it, opened by their own root alone."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from app.core.uid import new_uid
from app.crypto import cell, vault
from app.crypto.errors import KeyMissing, SealBroken
from app.crypto.keystore import Keystore, WrappedKey
from app.crypto.roots import ROOT_BYTES, Root, RootSet, random_roots
from app.crypto.vault import Vault, key_associated_data

WHERE = cell.place("person", "family_name_cell")


def sealed_by(ring, holder, text=b"Voorbeeld"):
    return ring.seal(WHERE, holder, holder, text, 16)


def test_a_key_is_stored_before_it_seals(vault):
    holder = new_uid()
    sealed = sealed_by(vault.ring(), holder)
    assert [key.holder for key in vault.keystore.keys_of([holder])] == [holder]
    assert vault.ring().unseal(WHERE, holder, holder, sealed) == b"Voorbeeld"


def test_nothing_is_sealed_with_a_key_that_could_not_be_stored(vault, monkeypatch):
    class Full(Keystore):
        def add(self, keys, seals=0):
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        sealed_by(Vault(vault.roots, Full(vault.keystore.engine)).ring(), new_uid())


def test_stopped_between_keystore_and_data_leaves_at_worst_an_unused_key(vault):
    holder = new_uid()
    vault.make_keys([holder])  # and there the program was killed
    sealed = sealed_by(vault.ring(), holder)
    assert len(vault.keystore.keys_of([holder])) == 1
    assert vault.ring().unseal(WHERE, holder, holder, sealed) == b"Voorbeeld"


def test_threads_that_make_the_same_keys_end_up_with_the_same(vault):
    holders = [new_uid() for _ in range(40)]
    start = Barrier(6)

    def seal_all(turn):
        ring = vault.ring()
        start.wait()
        ring.prepare(holders[turn:] + holders[:turn])
        return [sealed_by(ring, holder) for holder in holders]

    with ThreadPoolExecutor(6) as pool:
        rounds = list(pool.map(seal_all, range(6)))
    assert len(vault.keystore.keys_of(holders)) == len(holders)
    fresh = vault.ring()
    for sealed in rounds:
        for holder, one in zip(holders, sealed, strict=True):
            assert fresh.unseal(WHERE, holder, holder, one) == b"Voorbeeld"


def test_of_two_processes_the_first_wins_and_both_seal_with_its_key(vault):
    """The second process sees no key, and is then beaten to storing one."""
    holder, other = new_uid(), new_uid()
    rival = vault.ring()

    class Late(Keystore):
        def keys_of(self, holders):
            found = super().keys_of(holders)
            if not found:
                rival.prepare([holder])
            return found

    late = Vault(vault.roots, Late(vault.keystore.engine)).ring()
    late.prepare([holder, other])
    assert len(vault.keystore.keys_of([holder, other])) == 2
    assert rival.unseal(WHERE, holder, holder, sealed_by(late, holder)) == b"Voorbeeld"
    assert rival.unseal(WHERE, other, other, sealed_by(late, other)) == b"Voorbeeld"


def test_a_destroyed_key_is_missing_and_says_so(vault):
    holder = new_uid()
    sealed = sealed_by(vault.ring(), holder)
    assert vault.keystore.destroy(holder) == 1
    with pytest.raises(KeyMissing):
        vault.ring().unseal(WHERE, holder, holder, sealed)


def test_another_root_does_not_unwrap_and_its_generation_is_named(vault):
    holder = new_uid()
    sealed = sealed_by(vault.ring(), holder)
    stranger = Vault(random_roots(), vault.keystore)
    with pytest.raises(SealBroken, match="key-encryption root, generation 1"):
        stranger.ring().unseal(WHERE, holder, holder, sealed)
    emptied = Vault(RootSet({(root, 2): bytes(ROOT_BYTES) for root in Root}), vault.keystore)
    with pytest.raises(SealBroken, match="no key-encryption root of generation 1"):
        emptied.ring().unseal(WHERE, holder, holder, sealed)


def test_a_wrapped_key_opens_for_its_holder_and_generation_alone(vault):
    one, other = vault.make_keys([new_uid(), new_uid()])
    for moved in (
        one._replace(holder=other.holder),
        one._replace(generation=2),
        one._replace(wrapped=one.wrapped[:-1]),
        one._replace(wrapped=b"short"),
    ):
        with pytest.raises(SealBroken):
            vault.unwrap(moved)


def test_a_short_key_is_never_used(vault):
    holder = new_uid()
    root_generation, wrapped = vault.roots.wrap(bytes(16), key_associated_data(holder, 1))
    with pytest.raises(SealBroken):
        vault.unwrap(WrappedKey(holder, 1, root_generation, wrapped))


def test_a_newer_generation_of_another_process_is_found(vault):
    holder = new_uid()
    ring = vault.ring()
    old = sealed_by(ring, holder, b"old")
    vault.keystore.add(vault.new_keys([(holder, 2)]))
    new = sealed_by(vault.ring(), holder, b"new")
    assert (cell.generation_of(old), cell.generation_of(new)) == (1, 2)
    assert ring.unseal(WHERE, holder, holder, new) == b"new"
    assert ring.unseal(WHERE, holder, holder, old) == b"old"
    assert cell.generation_of(sealed_by(ring, holder)) == 2


def test_the_ring_stays_small_and_right(vault, monkeypatch):
    monkeypatch.setattr("app.crypto.vault._WRAPPED_KEPT", 8)
    monkeypatch.setattr("app.crypto.vault._CIPHERS_KEPT", 3)
    holders = [new_uid() for _ in range(30)]
    ring = vault.ring()
    cells = [sealed_by(ring, holder, str(holder).encode()) for holder in holders]
    for _ in range(2):
        for holder, sealed in zip(holders, cells, strict=True):
            assert ring.unseal(WHERE, holder, holder, sealed) == str(holder).encode()
    assert len(ring._newest) <= 8
    assert len(ring._ciphers) <= 3


def test_a_list_is_loaded_at_once_however_long(vault, monkeypatch):
    monkeypatch.setattr("app.crypto.vault._WRAPPED_KEPT", 8)
    holders = [new_uid() for _ in range(250)]
    vault.make_keys(holders)
    asked = []

    class Counted(Keystore):
        def keys_of(self, wanted):
            asked.append(len(wanted))
            return super().keys_of(wanted)

    ring = Vault(vault.roots, Counted(vault.keystore.engine)).ring()
    ring.load([*holders, *holders])
    for holder in holders:
        sealed_by(ring, holder)
    assert asked == [250]


def test_constants_of_the_ring_leave_room_for_a_page():
    assert vault._CIPHERS_KEPT >= 100
    assert vault._WRAPPED_KEPT >= 1000

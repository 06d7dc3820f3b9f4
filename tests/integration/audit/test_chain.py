"""The chain: whatever happens to a record, the verifier names the first that is not as it was written."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.access.actor import system_actor
from app.access.work import working
from app.audit.chain import ChainKeys, TrailBroken, chain_key, verify
from app.core.uid import new_uid
from app.crypto.roots import Root, RootSet
from tests.support.audit import lift_triggers

N = 12


@pytest.fixture
def tamper(services):
    """Changes the database the way somebody would who has it, but not the roots."""
    with services.new_session() as session:
        engine = session.get_bind()

    def run(*statements, **values):
        with engine.begin() as connection:
            lift_triggers(connection)
            return [connection.execute(text(statement), values) for statement in statements]

    return run


@pytest.fixture
def chain(services, clock):
    """A chain of N records of several moments; gives its verdict."""
    for number in range(N):
        clock.instant += timedelta(seconds=7, microseconds=number)
        with working(services, system_actor("test"), "test") as work, work.transaction():
            work.trail.record("test.step", "thing", new_uid(), fields=["b", "a"], detail=f"{number}")

    def verdict():
        with services.new_session() as session:
            found = verify(session, chain_key(services.vault.roots))
            return found.records, found.first_bad

    return verdict


def test_a_sound_chain(chain):
    assert chain() == (N, None)


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_record SET actor = 'user:somebody' WHERE seq = 7", "DELETE FROM audit_record"]
)
def test_the_database_itself_refuses_to_change_a_record(chain, services, statement):
    with services.new_session() as session, pytest.raises(DBAPIError, match="audit records are final"):
        session.execute(text(statement))
    assert chain() == (N, None)


def test_a_new_chain_is_sound(services):
    with services.new_session() as session:
        assert verify(session, chain_key(services.vault.roots)).first_bad is None


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor", "'user:somebody'"),
        ("action", "'other'"),
        ("entity", "'other'"),
        ("purpose", "'other'"),
        ("detail", "NULL"),
        ("request_id", "'0'"),
        ("fields", "'[\"b\"]'"),
        ("at", "(SELECT o.at FROM audit_record AS o WHERE o.seq = 8)"),
        ("entity_uid", "(SELECT o.entity_uid FROM audit_record AS o WHERE o.seq = 8)"),
        ("case_uid", "(SELECT o.entity_uid FROM audit_record AS o WHERE o.seq = 8)"),
        ("mac", "(SELECT o.mac FROM audit_record AS o WHERE o.seq = 8)"),
        ("generation", "2"),
        ("generation", "0"),
    ],
)
def test_a_changed_record(chain, tamper, column, value):
    tamper(f"UPDATE audit_record SET {column} = {value} WHERE seq = 7")
    assert chain() == (6, 7)


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_a_record_that_is_no_longer_of_the_kind_of_its_columns(chain, tamper, engine_name):
    """SQLite takes any value in any column: the verifier names the record, and does not fall over it."""
    broken = {
        "generation": "'x'", "fields": "'no list'", "at": "'yesterday'", "entity_uid": "'text'", "mac": "'text'",
        "actor": "x'00ff'", "detail": "x'00ff'",
    }  # fmt: skip
    for seq, (column, value) in zip(range(N, 0, -1), broken.items(), strict=False):
        tamper(f"UPDATE audit_record SET {column} = {value} WHERE seq = {seq}")
        assert chain() == (seq - 1, seq), column


@pytest.mark.parametrize("seq", [1, 7])
def test_a_deleted_record(chain, tamper, seq):
    tamper(f"DELETE FROM audit_record WHERE seq = {seq}")
    assert chain() == (seq - 1, seq)


def test_a_deleted_record_with_the_rest_moved_up(chain, tamper):
    tamper("DELETE FROM audit_record WHERE seq = 7")
    for seq in range(8, N + 1):
        tamper(f"UPDATE audit_record SET seq = {seq - 1} WHERE seq = {seq}")
    assert chain() == (6, 7)


def test_two_records_exchanged(chain, tamper):
    tamper(
        "UPDATE audit_record SET seq = 1000 WHERE seq = 4",
        "UPDATE audit_record SET seq = 4 WHERE seq = 9",
        "UPDATE audit_record SET seq = 9 WHERE seq = 1000",
    )
    assert chain() == (3, 4)


COPY = (
    "INSERT INTO audit_record (seq, at, actor, action, entity, entity_uid, case_uid, fields, purpose, detail,"
    " request_id, generation, mac) SELECT {seq}, at, actor, action, entity, entity_uid, case_uid, fields, purpose,"
    " detail, request_id, generation, mac FROM audit_record WHERE seq = 3"
)


@pytest.mark.parametrize(("seq", "found"), [(N + 1, (N, N + 1)), (N + 9, (N, N + 1)), (0, (0, 1)), (-4, (0, 1))])
def test_an_inserted_record(chain, tamper, seq, found):
    tamper(COPY.format(seq=seq))
    assert chain() == found


def test_a_record_inserted_in_between(chain, tamper):
    for seq in range(N, 5, -1):
        tamper(f"UPDATE audit_record SET seq = {seq + 1} WHERE seq = {seq}")
    tamper(COPY.format(seq=6))
    assert chain() == (5, 6)


def test_a_cut_off_end(chain, tamper):
    tamper(f"DELETE FROM audit_record WHERE seq > {N - 2}")
    assert chain() == (N - 2, N - 1)


def test_a_cut_off_end_with_the_head_put_back(chain, tamper, services):
    tamper(
        f"DELETE FROM audit_record WHERE seq > {N - 2}",
        f"UPDATE audit_head SET seq = {N - 2}, mac = (SELECT mac FROM audit_record WHERE seq = {N - 2})",
    )
    assert chain() == (N - 2, N - 1)
    with pytest.raises(TrailBroken), working(services, system_actor("test"), "test") as work, work.transaction():
        work.trail.record("test", "thing")


@pytest.mark.parametrize("emptied", ["DELETE FROM audit_head", "UPDATE audit_head SET seal = mac"])
def test_a_head_that_is_gone_or_forged_takes_no_new_records(chain, tamper, services, emptied):
    tamper(emptied)
    assert chain() == (N, N + 1)
    with pytest.raises(TrailBroken), working(services, system_actor("test"), "test") as work, work.transaction():
        work.trail.record("test", "thing")
    tamper("DELETE FROM audit_record")
    assert chain() == (0, 1)


def test_another_key_finds_nothing_sound(chain, services):
    other = ChainKeys(RootSet({(root, 1): b"q" * 32 for root in Root}))
    with services.new_session() as session:
        assert verify(session, other).first_bad == 1


def test_eight_threads_make_one_chain(chain, services):
    def append(thread):
        for turn in range(6):
            with working(services, system_actor(f"thread{thread}"), "test") as work, work.transaction():
                work.trail.record("test.step", "thing", detail=f"{thread}.{turn}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(append, range(8)))
    assert chain() == (N + 48, None)


def test_verifying_while_others_append(chain, services):
    with ThreadPoolExecutor(2) as pool:

        def append():
            for _ in range(20):
                with working(services, system_actor("busy"), "test") as work, work.transaction():
                    work.trail.record("test.step", "thing")

        busy = pool.submit(append)
        while not busy.done():
            assert chain()[1] is None
        busy.result()
    assert chain() == (N + 20, None)

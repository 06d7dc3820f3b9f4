"""Keys, keystore and data belong together, or the program does not start."""

import pytest
from sqlalchemy import text

from app import create_app
from app.core.db import make_engine
from app.core.errors import StartRefused
from app.core.uid import new_uid
from app.crypto.keystore import Keystore
from app.crypto.roots import Root, RootSet
from tests.support.databases import TEST_ROOTS


@pytest.fixture
def keystore(settings):
    engine = make_engine(settings.keystore_url)
    yield Keystore(engine)
    engine.dispose()


def alter(keystore, statement):
    with keystore.engine.begin() as connection:
        connection.execute(text(statement))


def refusal(settings, roots=TEST_ROOTS):
    with pytest.raises(StartRefused) as caught:
        create_app(settings, roots=roots)
    return caught.value.message


@pytest.mark.parametrize("wrong", list(Root))
def test_one_wrong_root_is_named_and_no_other(settings, wrong):
    secrets = {(root, 1): bytes([number]) * 32 for number, root in enumerate(Root, start=1)}
    said = refusal(settings, RootSet(secrets | {(wrong, 1): b"x" * 32}))
    assert said == f"wortelsleutel {wrong.value}, generatie 1, is niet de sleutel van deze gegevens"


def test_a_generation_without_a_proof_is_not_used(settings):
    secrets = {(root, 1): bytes([number]) * 32 for number, root in enumerate(Root, start=1)}
    said = refusal(settings, RootSet(secrets | {(Root.SEARCH, 2): b"y" * 32}))
    assert said == "wortelsleutel search, generatie 2, is de sleutelbank niet bekend"


def test_a_keystore_whose_proofs_are_gone(settings, keystore):
    alter(keystore, "DELETE FROM canary")
    assert refusal(settings).count("is de sleutelbank niet bekend") == len(Root)


def test_a_keystore_of_other_data(settings, keystore):
    alter(keystore, "DELETE FROM installation")
    assert "de sleutelbank is leeg of ontbreekt" in refusal(settings)
    keystore.bind(new_uid())
    assert "de sleutelbank hoort bij een andere gegevensbank" in refusal(settings)
    with pytest.raises(RuntimeError):
        keystore.bind(new_uid())


def test_no_keystore_at_all(settings, keystore):
    for table in ("data_key", "canary", "installation"):
        alter(keystore, f"DROP TABLE {table}")
    assert refusal(settings) == "de sleutelbank ontbreekt, terwijl er gegevens zijn"


def test_keys_are_kept_and_destroyed(keystore, services):
    holders = [new_uid() for _ in range(230)]
    services.vault.make_keys(holders)
    assert {key.holder for key in keystore.keys_of([*holders, new_uid()])} == set(holders)
    assert keystore.destroy(holders[0]) == 1
    assert keystore.destroy(holders[0]) == 0
    assert {key.holder for key in keystore.keys_of(holders)} == set(holders[1:])
    assert keystore.keys_of([]) == []

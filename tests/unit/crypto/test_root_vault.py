"""Vault as the place of the root keys: what happens when it does not answer, refuses, or is not who it says."""

import threading

import pytest

from app.crypto.errors import RootsUnavailable, SealBroken
from app.crypto.root_vault import VaultRoots, create_vault_roots
from app.crypto.roots import Root, Wrapping
from app.crypto.vault_client import VaultClient
from tests.support.fake_vault import fake_vault, write_certificate, write_token


@pytest.fixture
def server():
    with fake_vault() as vault:
        yield vault


@pytest.fixture
def connect(tmp_path):
    """Makes roots on a server; their connections are closed afterwards."""
    clients = []

    def make(vault, ca_file=None, timeout=5.0):
        client = VaultClient(vault.address, "transit", write_token(tmp_path / "token"), ca_file, timeout)
        clients.append(client)
        return VaultRoots(client, "rd")

    yield make
    for client in clients:
        client.close()


@pytest.fixture
def roots(server, connect):
    made = connect(server)
    create_vault_roots(made)
    return made


def test_makes_only_the_keys_that_are_missing(server, connect):
    first = connect(server)
    assert create_vault_roots(first) == list(Root)
    assert create_vault_roots(connect(server)) == []
    assert set(server.keys) == {"rd-key-encryption", "rd-search", "rd-audit", "rd-statistics"}


def test_a_purpose_key_is_asked_once(server, roots):
    roots.derive(Root.AUDIT, "chain", 1)
    before = len(server.asked)
    roots.derive(Root.AUDIT, "chain", 1)
    assert len(server.asked) == before


def test_many_keys_are_one_question(server, roots):
    items = [Wrapping(*roots.wrap(bytes([n]) * 32, b"a"), b"a") for n in range(50)]
    before = len(server.asked)
    roots.unwrap_many(items)
    assert len(server.asked) == before + 1


def test_notices_a_generation_that_another_process_made(roots, connect, server):
    connect(server).create(Root.SEARCH, 2)
    roots._versions.clear()
    assert roots.generations(Root.SEARCH) == (1, 2)
    assert roots.derive(Root.SEARCH, "phone", 2)


@pytest.mark.parametrize(("status", "says"), [(503, "vergrendeld"), (500, "fout 500"), (429, "fout 429")])
def test_an_unwell_server_is_named_in_dutch(server, roots, status, says):
    server.status = status
    with pytest.raises(RootsUnavailable, match=says):
        roots.describe()


def test_a_server_that_is_not_there(tmp_path, connect, roots, server):
    server.address = "http://127.0.0.1:9"
    with pytest.raises(RootsUnavailable, match="antwoordt niet"):
        connect(server).describe()


def test_a_server_that_is_too_slow(server, connect):
    server.delay = threading.Event()
    try:
        with pytest.raises(RootsUnavailable, match="antwoordt niet"):
            connect(server, timeout=0.2).describe()
    finally:
        server.delay.set()


def test_a_token_that_expired_and_one_that_was_renewed(server, roots, tmp_path):
    server.token = "s.another"
    with pytest.raises(RootsUnavailable, match="weigert de toegang"):
        roots.describe()
    write_token(tmp_path / "token", "s.another")
    assert "Vault op" in roots.describe()


def test_a_token_that_others_can_read_is_refused(server, tmp_path):
    write_token(tmp_path / "token").chmod(0o444)
    with pytest.raises(RootsUnavailable, match="leesbaar voor anderen"):
        VaultClient(server.address, "transit", tmp_path / "token", None, 5)


def test_missing_keys_are_named(server, connect):
    with pytest.raises(RootsUnavailable, match="rd-search"):
        connect(server).generation(Root.SEARCH)


def test_an_answer_of_another_version_is_not_believed(server, roots):
    server.keys["rd-search"].versions.clear()
    with pytest.raises(SealBroken):
        roots.derive(Root.SEARCH, "phone", 1)


def test_only_a_trusted_certificate_will_do(tmp_path, connect):
    certificate = write_certificate(tmp_path / "vault.pem")
    with fake_vault(certificate) as vault:
        with pytest.raises(RootsUnavailable, match="certificaat"):
            connect(vault).describe()
        trusted = connect(vault, ca_file=certificate)
        assert create_vault_roots(trusted) == list(Root)


def test_no_key_and_no_token_in_what_it_prints(roots, server):
    generation, wrapped = roots.wrap(b"k" * 32, b"a")
    with pytest.raises(SealBroken) as failure:
        roots.unwrap(generation, wrapped, b"b")
    assert str(failure.value) == "key-encryption root, generation 1"
    assert server.token not in repr(roots) + repr(roots._client)

"""What every provider of root keys must do, asked of each of them."""

from collections.abc import Iterator

import pytest

from app.core.errors import Refused
from app.crypto.errors import SealBroken
from app.crypto.root_environment import load_environment_roots
from app.crypto.root_files import create_root_files, load_root_files
from app.crypto.root_vault import VaultRoots, create_vault_roots
from app.crypto.roots import Root, RootProvider, Wrapping, random_roots
from app.crypto.vault_client import VaultClient
from tests.support.fake_vault import fake_vault, write_token

KEY, PLACE = bytes(range(32)), b"rd1|dek|a holder"


@pytest.fixture(params=["memory", "file", "environment", "vault"])
def provider(request, tmp_path) -> Iterator[RootProvider]:
    if request.param == "memory":
        yield random_roots()
    elif request.param == "file":
        create_root_files(tmp_path / "keys")
        yield load_root_files(tmp_path / "keys")
    elif request.param == "environment":
        names = [root.value.upper().replace("-", "_") for root in Root]
        yield load_environment_roots({f"{name}_1": f"{n:02}" * 32 for n, name in enumerate(names, start=1)})
    else:
        with fake_vault() as server:
            client = VaultClient(server.address, "transit", write_token(tmp_path / "t"), None, 5)
            roots = VaultRoots(client, "rd")
            create_vault_roots(roots)
            yield roots
            client.close()


lasting = pytest.mark.parametrize("provider", ["memory", "file", "vault"], indirect=True)
"""The providers whose roots can be replaced."""


def test_begins_with_one_generation_of_each(provider):
    assert {provider.generations(root) for root in Root} == {(1,)}
    assert {provider.generation(root) for root in Root} == {1}


def test_opens_what_it_wrapped(provider):
    generation, wrapped = provider.wrap(KEY, PLACE)
    assert generation == 1
    assert provider.unwrap(generation, wrapped, PLACE) == KEY
    assert KEY not in wrapped


def test_wraps_many_in_their_order(provider):
    keys = [(bytes([number]) * 32, PLACE + bytes([number])) for number in range(5)]
    wrapped = provider.wrap_many(keys)
    assert provider.unwrap_many([Wrapping(*one, place) for one, (_, place) in zip(wrapped, keys, strict=True)]) == [
        key for key, _ in keys
    ]
    assert provider.wrap_many([]) == []


def test_wraps_differently_every_time(provider):
    assert provider.wrap(KEY, PLACE) != provider.wrap(KEY, PLACE)


@pytest.mark.parametrize("change", ["generation", "wrapped", "cut", "empty", "associated"])
def test_opens_nothing_else(provider, change):
    _, wrapped = provider.wrap(KEY, PLACE)
    flipped = wrapped[:-1] + bytes([wrapped[-1] ^ 1])
    attempt = {
        "generation": (2, wrapped, PLACE),
        "wrapped": (1, flipped, PLACE),
        "cut": (1, wrapped[:20], PLACE),
        "empty": (1, b"", PLACE),
        "associated": (1, wrapped, PLACE + b"!"),
    }[change]
    with pytest.raises(SealBroken):
        provider.unwrap(*attempt)


def test_opens_many_in_their_order(provider):
    keys = [bytes([number]) * 32 for number in range(5)]
    items = [Wrapping(*provider.wrap(key, PLACE), PLACE) for key in keys]
    assert provider.unwrap_many(items) == keys
    assert provider.unwrap_many([]) == []
    with pytest.raises(SealBroken):
        provider.unwrap_many([*items, items[0]._replace(associated=b"other")])


def test_derives_one_key_for_each_root_purpose_and_generation(provider):
    roots = [root for root in Root if root is not Root.KEY_ENCRYPTION]
    keys = [provider.derive(root, purpose) for root in roots for purpose in ("phone", "email")]
    assert {len(key) for key in keys} == {32}
    assert len(set(keys)) == 6
    assert keys[0] == provider.derive(roots[0], "phone", 1)
    with pytest.raises(SealBroken):
        provider.derive(Root.SEARCH, "phone", 2)


@lasting
def test_a_new_generation_wraps_while_the_old_one_opens(provider):
    old, search = provider.wrap(KEY, PLACE), provider.derive(Root.SEARCH, "phone")
    for root in (Root.KEY_ENCRYPTION, Root.SEARCH):
        provider.create(root, 2)
        provider.create(root, 2)
        assert provider.generations(root) == (1, 2)
    assert provider.generations(Root.AUDIT) == (1,)
    assert provider.wrap(KEY, PLACE)[0] == 2
    assert provider.unwrap(*old, PLACE) == KEY
    assert provider.derive(Root.SEARCH, "phone") != search == provider.derive(Root.SEARCH, "phone", 1)


@lasting
def test_a_forgotten_generation_opens_nothing(provider):
    old = provider.wrap(KEY, PLACE)
    provider.create(Root.KEY_ENCRYPTION, 2)
    new = provider.wrap(KEY, PLACE)
    provider.forget(Root.KEY_ENCRYPTION, 1)
    provider.forget(Root.KEY_ENCRYPTION, 1)
    assert provider.generations(Root.KEY_ENCRYPTION) == (2,)
    assert provider.unwrap(*new, PLACE) == KEY
    with pytest.raises(SealBroken):
        provider.unwrap(*old, PLACE)


def test_never_forgets_the_newest(provider):
    with pytest.raises(Refused):
        provider.forget(Root.SEARCH, 1)
    assert provider.generations(Root.SEARCH) == (1,)


def test_says_where_it_keeps_them(provider):
    assert provider.describe()


def test_the_environment_cannot_change(tmp_path):
    names = [root.value.upper().replace("-", "_") for root in Root]
    roots = load_environment_roots({f"{name}_1": f"{n:02}" * 32 for n, name in enumerate(names, start=1)})
    with pytest.raises(Refused, match="omgeving"):
        roots.create(Root.SEARCH, 2)

"""`init` and every start with the root keys in Vault or in the environment."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.clients.models import Person
from app.core.db import make_engine
from app.core.errors import StartRefused
from app.crypto.errors import RootsUnavailable
from app.crypto.key_tasks import TaskKind
from app.crypto.roots import Root
from app.crypto.sealed import load_keys
from app.installation import initialise, open_installation
from app.keys.checking import check
from app.keys.rotation import remove_older, rotate
from config.roots import RootPlace, RootSettings, VaultSettings
from config.settings import Environment, Settings
from tests.support.fake_vault import fake_vault, write_token
from tests.support.key_content import assert_sound, content, fill, opened


@pytest.fixture
def fresh(tmp_path):
    """Settings of an installation that does not exist yet."""
    home = tmp_path / "new"
    return Settings(Environment.DEMO, home, f"sqlite:///{home}/regiodossier.db", f"sqlite:///{home}/keystore.db")


@pytest.fixture
def server():
    with fake_vault() as vault:
        yield vault


@pytest.fixture
def in_vault(fresh, server, tmp_path):
    vault = VaultSettings(server.address, write_token(tmp_path / "token"))
    return replace(fresh, roots=RootSettings(RootPlace.VAULT, vault=vault))


def test_a_whole_life_in_vault(in_vault, server):
    initialise(in_vault)
    initialise(in_vault)
    assert not in_vault.key_folder.exists()
    with opened(in_vault) as work:
        fill(work)
        expected = content(work)
        for kind in (TaskKind.ROOT, TaskKind.SEARCH, TaskKind.DATA, TaskKind.AUDIT):
            rotate(work, kind, lambda *_: None)
        for kind in (TaskKind.ROOT, TaskKind.SEARCH, TaskKind.DATA):
            remove_older(work, kind, at_once=True)
    assert_sound(in_vault, expected)
    assert set(server.keys["regiodossier-key-encryption"].versions) == {2}
    with opened(in_vault) as work:
        assert check(work.vault, work.session, None, lambda *_: None).ok
        assert work.vault.roots.generations(Root.AUDIT) == (1, 2)


def test_keys_are_asked_by_the_hundreds(in_vault, server):
    initialise(in_vault)
    with opened(in_vault) as work:
        fill(work)
        before = len(server.asked)
        rotate(work, TaskKind.ROOT, lambda *_: None)
        assert sum("decrypt" in line or "encrypt" in line for line in server.asked[before:]) < 10


def test_a_list_of_people_is_one_question(in_vault, server):
    initialise(in_vault)
    with opened(in_vault) as work:
        fill(work)
    with opened(in_vault) as work:
        before = len(server.asked)
        people = work.session.scalars(select(Person)).all()
        load_keys(people)
        assert all(person.given_name for person in people)
        assert sum("decrypt" in line for line in server.asked[before:]) == 1


def test_does_not_start_without_vault_or_with_another(in_vault, server):
    initialise(in_vault)
    data = make_engine(in_vault.database_url)
    try:
        server.status = 503
        with pytest.raises(RootsUnavailable, match="vergrendeld"):
            open_installation(in_vault, data)
        server.status = 0
        for key in server.keys.values():
            key.versions = {1: bytes(32)}
        with pytest.raises(StartRefused, match="is niet de sleutel van deze gegevens"):
            open_installation(in_vault, data)
    finally:
        data.dispose()


def test_roots_in_the_environment(fresh):
    names = [root.value.upper().replace("-", "_") for root in Root]
    values = {f"{name}_1": f"{number:02}" * 32 for number, name in enumerate(names, start=1)}
    settings = replace(fresh, roots=RootSettings(RootPlace.ENVIRONMENT, values))
    initialise(settings)
    assert not settings.key_folder.exists()
    with opened(settings) as work:
        assert "omgeving" in work.vault.roots.describe()
    with pytest.raises(StartRefused, match="ontbreekt in de omgeving"):
        initialise(replace(settings, roots=RootSettings(RootPlace.ENVIRONMENT, {})))
    with pytest.raises(StartRefused, match="niet voor productie"):
        initialise(replace(settings, environment=Environment.PRODUCTION))

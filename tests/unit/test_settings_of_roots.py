"""Settings of the root keys: every unsafe combination is named at the start, all at once."""

import pytest

from app.core.errors import StartRefused
from app.crypto.root_environment import load_environment_roots
from config.roots import RootPlace
from config.settings import SettingsError, load_settings

VAULT = {
    "REGIODOSSIER_ROOTS": "vault",
    "REGIODOSSIER_VAULT_ADDRESS": "https://vault.example:8200/",
    "REGIODOSSIER_VAULT_TOKEN_FILE": "/run/vault/token",
}
PRODUCTION = {
    "REGIODOSSIER_ENV": "production",
    "REGIODOSSIER_HOME": "/srv/rd",
    "REGIODOSSIER_URL": "https://rd.example",
}
SECRET = "5e" * 32


def refused(**changes) -> str:
    with pytest.raises(SettingsError) as refusal:
        load_settings(changes)
    return str(refusal.value)


def test_files_are_the_default():
    assert load_settings({}).roots.place is RootPlace.FILE


def test_vault_with_all_it_needs():
    vault = load_settings(VAULT | PRODUCTION).roots.vault
    assert (vault.address, vault.mount, vault.key) == ("https://vault.example:8200", "transit", "regiodossier")


def test_vault_names_all_that_is_missing():
    text = refused(REGIODOSSIER_ROOTS="vault")
    assert "REGIODOSSIER_VAULT_ADDRESS" in text
    assert "REGIODOSSIER_VAULT_TOKEN_FILE" in text


@pytest.mark.parametrize(
    ("address", "extra", "is_refused"),
    [
        ("http://127.0.0.1:8200", {}, False),
        ("http://127.0.0.1:8200", PRODUCTION, True),
        ("http://vault.example:8200", {}, True),
        ("https://me:secret@vault.example", {}, True),
        ("vault.example", {}, True),
    ],
)
def test_keys_never_cross_the_net_in_clear(address, extra, is_refused):
    values = VAULT | extra | {"REGIODOSSIER_VAULT_ADDRESS": address}
    if is_refused:
        assert "REGIODOSSIER_VAULT_ADDRESS" in refused(**values)
    else:
        assert load_settings(values).roots.vault.address == address


def test_keys_in_the_environment_are_not_for_production():
    values = {"REGIODOSSIER_ROOTS": "environment", "REGIODOSSIER_ROOT_SEARCH_1": SECRET}
    assert "productie" in refused(**values, **PRODUCTION)
    settings = load_settings(values)
    assert settings.roots.values == {"SEARCH_1": SECRET}
    assert SECRET not in repr(settings)


def test_settings_of_a_place_that_is_not_used_are_named():
    text = refused(REGIODOSSIER_ROOT_SEARCH_1=SECRET, REGIODOSSIER_VAULT_KEY="x")
    assert "REGIODOSSIER_ROOT_…" in text
    assert "REGIODOSSIER_VAULT_KEY" in text
    assert SECRET not in text


def test_an_unknown_place():
    assert "file, environment, vault" in refused(REGIODOSSIER_ROOTS="drawer")


def test_the_environment_lists_all_that_is_wrong_with_its_keys():
    with pytest.raises(StartRefused) as refusal:
        load_environment_roots({"SEARCH_1": "zz", "AUDIT_0": SECRET, "STATISTICS_1": SECRET, "AUDIT_1": SECRET})
    text = str(refusal.value)
    assert all(part in text for part in ("SEARCH_1", "AUDIT_0", "key-encryption ontbreekt", "gelijk"))
    assert SECRET not in text

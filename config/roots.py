"""Settings of the root keys: in which of the three places they are, and what that place needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

PREFIX: Final = "REGIODOSSIER_ROOT_"
"""`REGIODOSSIER_ROOT_SEARCH_1` holds generation 1 of the search root, where the place is the environment."""

KNOWN: Final = frozenset(
    {
        "REGIODOSSIER_ROOTS",
        "REGIODOSSIER_VAULT_ADDRESS",
        "REGIODOSSIER_VAULT_TOKEN_FILE",
        "REGIODOSSIER_VAULT_KEY",
        "REGIODOSSIER_VAULT_MOUNT",
        "REGIODOSSIER_VAULT_CA",
    }
)
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})


class RootPlace(StrEnum):
    """Where the root keys are kept."""

    FILE = "file"
    ENVIRONMENT = "environment"
    VAULT = "vault"


@dataclass(frozen=True)
class VaultSettings:
    """Where Vault is and what of it is ours: one transit key for each root, called `<key>-<root>`."""

    address: str
    token_file: Path
    key: str = "regiodossier"
    mount: str = "transit"
    ca_file: Path | None = None
    timeout: float = 5.0


@dataclass(frozen=True)
class RootSettings:
    """The place of the root keys. Secrets never show in what this prints."""

    place: RootPlace = RootPlace.FILE
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    vault: VaultSettings | None = None


def load_root_settings(environment: Mapping[str, str], *, production: bool) -> tuple[RootSettings, list[str]]:
    """The settings of the root keys, and everything that is missing or unsafe about them."""
    place = environment.get("REGIODOSSIER_ROOTS", RootPlace.FILE.value)
    if place not in set(RootPlace):
        return RootSettings(), [f"REGIODOSSIER_ROOTS: kies uit {', '.join(RootPlace)}"]
    values = {name.removeprefix(PREFIX): text for name, text in environment.items() if name.startswith(PREFIX)}
    problems = _misplaced(environment, place, values)
    if place == RootPlace.ENVIRONMENT and production:
        problems.append("REGIODOSSIER_ROOTS: sleutels in de omgeving zijn er voor demo, niet voor productie")
    vault = None
    if place == RootPlace.VAULT:
        problems += _unsafe_vault(environment, production=production)
        vault = VaultSettings(
            address=environment.get("REGIODOSSIER_VAULT_ADDRESS", "").rstrip("/"),
            token_file=Path(environment.get("REGIODOSSIER_VAULT_TOKEN_FILE", "")),
            key=environment.get("REGIODOSSIER_VAULT_KEY") or VaultSettings.key,
            mount=environment.get("REGIODOSSIER_VAULT_MOUNT") or VaultSettings.mount,
            ca_file=Path(environment["REGIODOSSIER_VAULT_CA"]) if environment.get("REGIODOSSIER_VAULT_CA") else None,
        )
    return RootSettings(RootPlace(place), values if place == RootPlace.ENVIRONMENT else {}, vault), problems


def _misplaced(environment: Mapping[str, str], place: str, values: Mapping[str, str]) -> list[str]:
    """Settings of a place that is not in use: a key left behind, or a place that somebody forgot to choose."""
    problems = []
    if values and place != RootPlace.ENVIRONMENT:
        problems.append(f"{PREFIX}…: een wortelsleutel in de omgeving, terwijl de sleutels elders zijn; haal ze weg")
    if place != RootPlace.VAULT:
        problems += [
            f"{name}: alleen met REGIODOSSIER_ROOTS=vault"
            for name in sorted(environment)
            if name.startswith("REGIODOSSIER_VAULT_")
        ]
    return problems


def _unsafe_vault(environment: Mapping[str, str], *, production: bool) -> list[str]:
    problems = []
    address = urlsplit(environment.get("REGIODOSSIER_VAULT_ADDRESS", ""))
    if address.scheme not in ("http", "https") or not address.hostname:
        problems.append("REGIODOSSIER_VAULT_ADDRESS: geef een adres zoals https://vault.voorbeeld.be:8200")
    elif address.username or address.password or address.query:
        problems.append("REGIODOSSIER_VAULT_ADDRESS: een adres zonder naam, wachtwoord of vraagteken")
    elif address.scheme == "http" and (production or address.hostname not in _LOOPBACK):
        problems.append("REGIODOSSIER_VAULT_ADDRESS: alleen https, anders gaan sleutels leesbaar over het net")
    if not environment.get("REGIODOSSIER_VAULT_TOKEN_FILE"):
        problems.append("REGIODOSSIER_VAULT_TOKEN_FILE: geef het bestand met het toegangsbewijs van Vault")
    return problems

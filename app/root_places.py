"""Opens the root keys where the settings say they are: files, the environment, or Vault."""

from app.core.errors import StartRefused
from app.crypto.root_environment import load_environment_roots
from app.crypto.root_files import create_root_files, load_root_files
from app.crypto.root_vault import VaultRoots, create_vault_roots
from app.crypto.roots import RootProvider
from app.crypto.vault_client import VaultClient
from config.roots import RootPlace, VaultSettings
from config.settings import Environment, Settings

_DEMO_MARK = "DEMO-SLEUTELS"


def open_roots(settings: Settings) -> RootProvider:
    """The roots of an installation that exists; StartRefused when they are missing or unsafe."""
    if settings.roots.place is RootPlace.VAULT and settings.roots.vault is not None:
        return _vault(settings.roots.vault)
    if settings.roots.place is RootPlace.ENVIRONMENT:
        if settings.is_production:
            raise StartRefused("wortelsleutels in de omgeving zijn er niet voor productie")
        return load_environment_roots(settings.roots.values)
    if settings.is_production and (settings.key_folder / _DEMO_MARK).exists():
        raise StartRefused("de sleutels zijn die van een demo; productie start alleen met eigen sleutels")
    return load_root_files(settings.key_folder)


def make_roots(settings: Settings) -> RootProvider:
    """As `open_roots`, for a first `init`: what is missing is made, save in the environment."""
    if settings.roots.place is RootPlace.VAULT and settings.roots.vault is not None:
        roots = _vault(settings.roots.vault)
        create_vault_roots(roots)
        return roots
    if settings.roots.place is RootPlace.FILE:
        made = create_root_files(settings.key_folder)
        if made and settings.environment is not Environment.PRODUCTION:
            (settings.key_folder / _DEMO_MARK).write_text("Sleutels van een demo: niet voor echte gegevens.\n")
    return open_roots(settings)


def _vault(settings: VaultSettings) -> VaultRoots:
    client = VaultClient(settings.address, settings.mount, settings.token_file, settings.ca_file, settings.timeout)
    return VaultRoots(client, settings.key)

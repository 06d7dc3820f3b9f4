"""Do roots, keystore and data belong together? Asked at every start, before anything is opened."""

import hmac
from hashlib import sha256
from uuid import UUID

from app.core.errors import StartRefused
from app.crypto.errors import SealBroken
from app.crypto.key_tasks import ROOT_OF
from app.crypto.roots import Root, RootProvider
from app.crypto.vault import Vault

_CONSTANT = b"regiodossier canary, version one"
_ASSOCIATED = b"rd1|canary"


def plant_canaries(vault: Vault) -> None:
    """Keep a proof of the newest generation of every root that has none yet."""
    for root in Root:
        plant_canary(vault, root, vault.roots.generation(root))


def plant_canary(vault: Vault, root: Root, generation: int) -> None:
    """Keep a proof of a generation of a root, the newest, if there is none yet."""
    known = {(name, number) for name, number, _ in vault.keystore.canaries()}
    if (root.value, generation) not in known:
        vault.keystore.add_canary(root.value, generation, _proof(vault.roots, root, generation))


def check_keys(vault: Vault, data_installation: UUID | None) -> None:
    """Raise StartRefused naming every root that is not the one this keystore was made with.

    `data_installation` is the identity kept in the data database; None when that is still empty.
    """
    problems = []
    bound = vault.keystore.installation()
    if data_installation is not None and bound is None:
        problems.append("de sleutelbank is leeg of ontbreekt, terwijl er gegevens zijn")
    elif bound != data_installation:
        problems.append("de sleutelbank hoort bij een andere gegevensbank")
    canaries = vault.keystore.canaries()
    proven = {(name, generation) for name, generation, _ in canaries}
    # A rotation that was cut short: its new generation is written down before it is made.
    begun = [task for task in vault.tasks.unfinished() if task.kind in ROOT_OF]
    proven |= {(ROOT_OF[task.kind].value, task.to_generation) for task in begun}
    for root in Root:
        generation = vault.roots.generation(root)
        if bound is not None and (root.value, generation) not in proven:
            problems.append(f"wortelsleutel {root.value}, generatie {generation}, is de sleutelbank niet bekend")
    for name, generation, proof in canaries:
        if not _holds(vault.roots, Root(name), generation, proof):
            problems.append(f"wortelsleutel {name}, generatie {generation}, is niet de sleutel van deze gegevens")
    if problems:
        raise StartRefused("; ".join(problems))


def _proof(roots: RootProvider, root: Root, generation: int) -> bytes:
    if root is Root.KEY_ENCRYPTION:
        return roots.wrap(_CONSTANT, _ASSOCIATED)[1]
    return hmac.digest(roots.derive(root, "canary", generation), _CONSTANT, sha256)


def _holds(roots: RootProvider, root: Root, generation: int, proof: bytes) -> bool:
    try:
        if root is Root.KEY_ENCRYPTION:
            return hmac.compare_digest(roots.unwrap(generation, proof, _ASSOCIATED), _CONSTANT)
        return hmac.compare_digest(_proof(roots, root, generation), proof)
    except SealBroken:
        return False

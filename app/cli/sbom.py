"""The command `sbom`: what the program is made of, as a CycloneDX document made from the lock file."""

import re
from pathlib import Path
from typing import Any, Final

from app.cli.command import answer, command

_LOCK: Final = Path(__file__).parents[2] / "requirements.lock"
_PINNED: Final = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^ ;\\]+)")
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_BROUGHT_BY: Final = re.compile(r"^    # (?:via |  )([a-z0-9][a-z0-9._-]*)")
_SELF: Final = "regiodossier"


@command("sbom")
def sbom() -> None:
    """Druk af waaruit het programma bestaat (CycloneDX): elk pakket met versie en controlegetallen."""
    answer(bill(_LOCK.read_text()))


def bill(lock: str) -> dict[str, Any]:
    """The same lock file gives the same document: no moment, no serial number, no address of where it came from."""
    components: dict[str, dict[str, Any]] = {}
    needs: dict[str, set[str]] = {_SELF: set()}
    name = ""
    for line in lock.splitlines():
        if pinned := _PINNED.match(line):
            name, version = pinned.groups()
            components[name] = _component(name, version)
            needs.setdefault(name, set())
        elif found := _HASH.search(line):
            components[name]["hashes"].append({"alg": "SHA-256", "content": found[1]})
        elif user := _BROUGHT_BY.match(line):
            needs.setdefault(user[1], set()).add(name)
    references = {_SELF: _SELF} | {one: kept["bom-ref"] for one, kept in components.items()}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": _SELF, "bom-ref": _SELF}},
        "components": list(components.values()),
        "dependencies": [
            {"ref": references[one], "dependsOn": sorted(references[other] for other in needs[one])}
            for one in sorted(needs)
        ],
    }


def _component(name: str, version: str) -> dict[str, Any]:
    address = f"pkg:pypi/{name}@{version}"
    return {"type": "library", "name": name, "version": version, "bom-ref": address, "purl": address, "hashes": []}

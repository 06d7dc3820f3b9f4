"""Root keys in environment variables: for demo and development, where nothing has to last."""

from collections.abc import Mapping

from app.core.errors import Refused, StartRefused
from app.crypto.roots import LAST_GENERATION, ROOT_BYTES, Root, RootSet, refuse_newest

_FIXED = "Wortelsleutels in de omgeving kunnen niet wisselen; gebruik bestanden of Vault."


class EnvironmentRoots(RootSet):
    """Roots from variables such as `KEY_ENCRYPTION_1`: hexadecimal, and as fixed as the environment itself."""

    def create(self, root: Root, generation: int) -> None:
        if self._secret(root, generation) is None:
            raise Refused(_FIXED)

    def forget(self, root: Root, generation: int) -> None:
        refuse_newest(self, root, generation)
        if self._secret(root, generation) is not None:
            raise Refused(_FIXED)

    def describe(self) -> str:
        return "de omgeving van dit programma (alleen voor demo en ontwikkeling)"


def load_environment_roots(values: Mapping[str, str]) -> EnvironmentRoots:
    """The roots of these variables, named `<ROOT>_<generation>`; StartRefused lists all that is wrong with them."""
    names = {root.value.upper().replace("-", "_"): root for root in Root}
    found: dict[tuple[Root, int], bytes] = {}
    problems = []
    for name, text in sorted(values.items()):
        word, _, number = name.rpartition("_")
        if word not in names or not (number.isascii() and number.isdigit() and 1 <= int(number) <= LAST_GENERATION):
            problems.append(f"wortelsleutel {name}: onbekende naam of generatie")
            continue
        secret = _secret(text)
        if secret is None:
            problems.append(f"wortelsleutel {name}: geen {ROOT_BYTES} bytes in hexadecimale cijfers")
        else:
            found[names[word], int(number)] = secret
    problems += [
        f"wortelsleutel {root.value} ontbreekt in de omgeving"
        for name, root in names.items()
        if not any(given.rpartition("_")[0] == name for given in values)
    ]
    if len(set(found.values())) < len(found):
        problems.append("twee wortelsleutels zijn gelijk; elke wortel heeft een eigen sleutel")
    if problems:
        raise StartRefused("; ".join(problems))
    return EnvironmentRoots(found)


def _secret(text: str) -> bytes | None:
    try:
        secret = bytes.fromhex(text.strip())
    except ValueError:
        return None
    return secret if len(secret) == ROOT_BYTES else None

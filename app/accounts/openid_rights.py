"""The file of an installation that says which right at the sign-in provider is which role here."""

import tomllib
from pathlib import Path
from typing import Final

from app.access.matrix import matrix
from app.accounts.rules_openid import Rights
from app.core.errors import StartRefused

RIGHTS: Final = "accounts.openid_rights"
"""Under this name the application keeps them."""


def read_rights(path: Path) -> Rights:
    """The rights and organisation numbers of that file; StartRefused names everything that is wrong with it."""
    try:
        document = tomllib.loads(path.read_text())
        roles = {
            str(name): (str(row["role"]), str(row["project"]) if row.get("project") else None)
            for name, row in document["right"].items()
        }
        organisations = {str(number): str(code) for number, code in document["organisation"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise StartRefused(
            f"REGIODOSSIER_OPENID_RIGHTS_FILE: {path} is niet te lezen als [right] en [organisation]"
        ) from None
    unknown = sorted({role for role, _project in roles.values()} - set(matrix().roles))
    if unknown:
        raise StartRefused(f"REGIODOSSIER_OPENID_RIGHTS_FILE: onbekende rol: {', '.join(unknown)}")
    return Rights(roles, organisations)
